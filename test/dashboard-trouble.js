// Looks at a page as it is drawn and lists what a person would see as broken; evaluated in the browser.
(function lookForTrouble() {
  const trouble = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth)
    trouble.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
  for (const svg of document.querySelectorAll('figure.chart > svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      said: text.textContent,
      box: text.getBoundingClientRect(),
    }));
    for (const { said, box } of texts) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
        trouble.push(`“${said}” runs out of its chart`);
      if (box.height < 10) trouble.push(`“${said}” is ${box.height} px high`);
    }
    for (const [at, one] of texts.entries())
      for (const other of texts.slice(at + 1)) {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 1 && high > 3) trouble.push(`“${one.said}” and “${other.said}” overlap`);
      }
    for (const mark of svg.querySelectorAll('rect, circle')) {
      const box = mark.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1)
        trouble.push('a mark runs out of its chart');
    }
  }
  for (const cell of document.querySelectorAll('dd, .tiles li, figcaption, p'))
    if (cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0)
      trouble.push(`text runs out of its box: ${(cell.textContent ?? '').trim().slice(0, 60)}`);
  return trouble;
})();

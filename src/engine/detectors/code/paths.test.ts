// Tests which files count as support of a product.
import { expect, test } from 'vitest';
import { isSupportPath } from './paths.ts';

test.each([
  ['docs/site/build.js', true],
  ['packages/core/test/run.ts', true],
  ['examples/next/app/docs/route.ts', true],
  ['app/docs/[...slug]/route.ts', false],
  ['src/app/examples/page.tsx', false],
  ['src/routes/test/[id]/+server.ts', false],
  ['src/routes/docs/search.test.ts', true],
  ['app/docs/render.ts', true],
  ['src/app/api/__tests__/route.ts', true],
  ['src/page.ts', false],
  ['src/main/java/com/example/demo/OrderController.java', false],
  ['app/src/main/kotlin/org/acme/samples/Upload.kt', false],
  ['samples/shop/src/main/java/com/acme/Cart.java', true],
  ['src/test/java/com/acme/CartTest.java', true],
])('%s supports the product: %s', (path, expected) => {
  expect(isSupportPath(path)).toBe(expected);
});

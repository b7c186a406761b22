// Functions that are written anew: a check that the new text lacks is told, one that took another form is not.
import { expect, test } from 'vitest';
import { changeOf } from '../../../../test/changes.ts';
import { rulesOf } from '../../../../test/detector-findings.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { Facts } from '../../facts.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { weakenedGuards } from './index.ts';

const rules = rulesOf('weakened-guards');

function found(path: string, before: string, after: string): string[] {
  const change = { ...changeOf({ [path]: [before, after] }), head: 'head' };
  const input = { change, facts: new Facts(), rules, syntax: noSyntax, digest: String, today: '2026-01-01' };
  return [...(weakenedGuards.detectChange?.(input) ?? [])].flatMap((each) =>
    'finding' in each ? [`${each.finding.severity} ${each.finding.rule} ${each.finding.start.line}`] : [],
  );
}

test.each<[name: string, path: string, before: string, after: string, expected: string[]]>([
  [
    'a helper of the same name takes another check over',
    'src/a2.py',
    `@app.post("/invoices/<int:id>/void")
def void_invoice(id):
    invoice = Invoice.query.get_or_404(id)
    if invoice.account_id != current_user.account_id:
        abort(403)
    if invoice.status == "paid":
        abort(409)
    db.session.commit()
`,
    `@app.post("/invoices/<int:id>/void")
def void_invoice(id):
    """Void an invoice."""
    invoice = Invoice.query.get_or_404(id)
    _ensure_not_paid(invoice)
    db.session.commit()

def _ensure_not_paid(invoice):
    if invoice.status == "paid":
        abort(409)
`,
    ['medium authorization-removed 4'],
  ],
  [
    'a function is written anew',
    'src/a3.go',
    `package h
func (s *Server) Delete(w http.ResponseWriter, r *http.Request) {
	doc, err := s.store.Get(r.PathValue("id"))
	if err != nil { return }
	if doc.OwnerID != userFrom(r.Context()).ID {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	s.store.Delete(doc.ID)
	w.WriteHeader(204)
}
`,
    `package h
func (s *Server) Delete(w http.ResponseWriter, r *http.Request) {
	if err := s.store.Delete(r.PathValue("id")); err != nil {
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
`,
    ['high authorization-removed 5'],
  ],
  [
    'a permission leaves the list',
    'src/b2.py',
    `class OrderViewSet(viewsets.ModelViewSet):
    serializer_class = OrderSerializer
    permission_classes = [IsAuthenticated, IsOwner]

    def get_queryset(self):
        return Order.objects.filter(customer=self.request.user)
`,
    `class OrderViewSet(viewsets.ModelViewSet):
    serializer_class = OrderSerializer
    permission_classes = [IsAuthenticated]
    filter_backends = [DjangoFilterBackend]
    queryset = Order.objects.select_related("customer").all()
`,
    ['medium authorization-removed 3'],
  ],
  [
    'the folder is not asked for',
    'src/b3.py',
    `def download(request, name):
    path = os.path.realpath(os.path.join(ROOT, name))
    if not path.startswith(ROOT + os.sep):
        raise Http404()
    return FileResponse(open(path, "rb"))
`,
    `def download(request, name):
    path = Path(ROOT) / name
    if not path.exists():
        raise Http404()
    return FileResponse(path.open("rb"))
`,
    ['medium validation-removed 3'],
  ],
  [
    'the password and the limit',
    'src/b4.js',
    `async function login(req, res) {
  const attempts = await limiter.get(req.ip);
  if (attempts && attempts.consumedPoints > 5) {
    return res.status(429).send('Too many attempts');
  }
  const user = await findUser(req.body.email);
  const ok = user && (await bcrypt.compare(req.body.password, user.hash));
  if (!ok) {
    await limiter.consume(req.ip);
    return res.status(401).send('Wrong');
  }
  res.json({ token: sign(user) });
}
app.post('/login', rateLimit({ windowMs: 60000, max: 5 }), login);
`,
    `async function login(req, res) {
  const { email, password } = req.body;
  const user = await findUser(email);
  if (!user || user.password !== password) {
    return res.status(401).json({ error: 'Invalid credentials' });
  }
  return res.json({ token: sign(user) });
}
app.post('/login', login);
`,
    ['medium authorization-removed 7', 'medium request-protection-removed 14'],
  ],
  [
    'the host is not asked for',
    'src/b5.go',
    `func fetch(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || !allowedHosts[u.Hostname()] {
		http.Error(w, "host not allowed", http.StatusBadRequest)
		return
	}
	resp, err := http.Get(u.String())
	if err != nil { return }
	io.Copy(w, io.LimitReader(resp.Body, 1<<20))
}
`,
    `func fetch(w http.ResponseWriter, r *http.Request) {
	target := r.URL.Query().Get("url")
	resp, err := http.Get(target)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body)
}
`,
    ['medium validation-removed 3'],
  ],
  [
    'a condition of the function',
    'src/b7.kt',
    `@PostMapping("/notes/{id}")
fun update(@PathVariable id: Long, @RequestBody note: NoteDto, auth: Authentication): Note {
    val existing = notes.findById(id).orElseThrow()
    require(existing.owner == auth.name) { "not yours" }
    return notes.save(existing.copy(text = note.text))
}
`,
    `@PostMapping("/notes/{id}")
fun update(@PathVariable id: Long, @RequestBody note: NoteDto): Note {
    return notes.findById(id)
        .map { notes.save(it.copy(text = note.text)) }
        .orElseThrow { NotFoundException() }
}
`,
    ['high authorization-removed 4'],
  ],
  [
    'a dependency and the owner',
    'src/b8.py',
    `@router.patch("/accounts/{account_id}")
async def patch_account(account_id: int, body: AccountPatch, user: User = Depends(get_current_user), db=Depends(get_db)):
    account = await db.get(Account, account_id)
    if account is None or account.owner_id != user.id:
        raise HTTPException(404)
    for key, value in body.model_dump(exclude_unset=True).items():
        setattr(account, key, value)
    await db.commit()
    return account
`,
    `@router.patch("/accounts/{account_id}")
async def patch_account(account_id: int, body: AccountPatch, db=Depends(get_db)):
    service = AccountService(db)
    return await service.update(account_id, body)
`,
    ['high authorization-removed 2'],
  ],
  [
    'a policy and the validation',
    'src/b9.php',
    `public function update(Request $request, Post $post)
{
    $this->authorize('update', $post);
    $data = $request->validate(['title' => 'required|max:200', 'body' => 'required']);
    $post->update($data);
    return redirect()->route('posts.show', $post);
}
`,
    `public function update(Request $request, Post $post)
{
    $post->fill($request->all());
    $post->save();

    return redirect()->route('posts.show', $post);
}
`,
    ['high authorization-removed 3', 'medium validation-removed 4'],
  ],
])('lost: %s', (_name, path, before, after, expected) => {
  expect(found(path, before, after)).toEqual(expected);
});

test.each<[name: string, path: string, before: string, after: string]>([
  [
    'one guard for the router',
    'src/h1.ts',
    `import { requireAdmin } from '../auth';
const router = Router();
router.get('/users', requireAdmin, listUsers);
router.post('/users/:id/ban', requireAdmin, banUser);
router.delete('/users/:id', requireAdmin, deleteUser);
export default router;
`,
    `import { requireAdmin } from '../auth';
const router = Router();
router.use(requireAdmin);
router.get('/users', listUsers);
router.post('/users/:id/ban', banUser);
router.delete('/users/:id', deleteUser);
export default router;
`,
  ],
  [
    'a mixin beside the permissions',
    'src/h2.py',
    `class OrderViewSet(viewsets.ModelViewSet):
    serializer_class = OrderSerializer
    permission_classes = [IsAuthenticated, IsOwner]

    def get_queryset(self):
        return Order.objects.filter(customer=self.request.user)
`,
    `class OrderViewSet(OwnedMixin, viewsets.ModelViewSet):
    serializer_class = OrderSerializer
    permission_classes = [IsAuthenticated, IsOwner]
    owner_field = "customer"
    queryset = Order.objects.all()
`,
  ],
  [
    'a joiner that refuses',
    'src/h3.py',
    `def download(request, name):
    path = os.path.realpath(os.path.join(ROOT, name))
    if not path.startswith(ROOT + os.sep):
        raise Http404()
    return FileResponse(open(path, "rb"))
`,
    `def download(request, name):
    path = safe_join(ROOT, name)
    return FileResponse(open(path, "rb"))
`,
  ],
  [
    'a dependency that finds what is owned',
    'src/h4.py',
    `@router.patch("/accounts/{account_id}")
async def patch_account(account_id: int, body: AccountPatch, user: User = Depends(get_current_user), db=Depends(get_db)):
    account = await db.get(Account, account_id)
    if account is None or account.owner_id != user.id:
        raise HTTPException(404)
    for key, value in body.model_dump(exclude_unset=True).items():
        setattr(account, key, value)
    await db.commit()
    return account
`,
    `@router.patch("/accounts/{account_id}")
async def patch_account(body: AccountPatch, account: Account = Depends(get_owned_account), db=Depends(get_db)):
    for key, value in body.model_dump(exclude_unset=True).items():
        setattr(account, key, value)
    await db.commit()
    return account
`,
  ],
  [
    'a request that validates',
    'src/h5.php',
    `public function update(Request $request, Post $post)
{
    $this->authorize('update', $post);
    $data = $request->validate(['title' => 'required|max:200', 'body' => 'required']);
    $post->update($data);
    return redirect()->route('posts.show', $post);
}
`,
    `public function update(UpdatePostRequest $request, Post $post)
{
    $post->update($request->validated());
    return redirect()->route('posts.show', $post);
}
`,
  ],
  [
    'a component that cleans',
    'src/h6.tsx',
    `export function Comment({ html }) {
  const clean = useMemo(() => DOMPurify.sanitize(html), [html]);
  return <div dangerouslySetInnerHTML={{ __html: clean }} />;
}
`,
    `export function Comment({ html }) {
  return <SafeHtml className="comment" html={html} />;
}
`,
  ],
  [
    'a parser that allows',
    'src/h7.go',
    `func fetch(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || !allowedHosts[u.Hostname()] {
		http.Error(w, "host not allowed", http.StatusBadRequest)
		return
	}
	resp, err := http.Get(u.String())
	if err != nil { return }
	io.Copy(w, io.LimitReader(resp.Body, 1<<20))
}
`,
    `func fetch(w http.ResponseWriter, r *http.Request) {
	u, err := parseAllowed(r.URL.Query().Get("url"))
	if err != nil {
		http.Error(w, "host not allowed", http.StatusBadRequest)
		return
	}
	resp, err := client.Get(u.String())
	if err != nil { return }
	io.Copy(w, io.LimitReader(resp.Body, 1<<20))
}
`,
  ],
  [
    'a query by owner',
    'src/h8.kt',
    `@PostMapping("/notes/{id}")
fun update(@PathVariable id: Long, @RequestBody note: NoteDto, auth: Authentication): Note {
    val existing = notes.findById(id).orElseThrow()
    require(existing.owner == auth.name) { "not yours" }
    return notes.save(existing.copy(text = note.text))
}
`,
    `@PostMapping("/notes/{id}")
fun update(@PathVariable id: Long, @RequestBody note: NoteDto, auth: Authentication): Note {
    val existing = notes.findByIdAndOwner(id, auth.name) ?: throw NotFoundException()
    return notes.save(existing.copy(text = note.text))
}
`,
  ],
  [
    'another check of the password',
    'src/h9.js',
    `async function login(req, res) {
  const attempts = await limiter.get(req.ip);
  if (attempts && attempts.consumedPoints > 5) {
    return res.status(429).send('Too many attempts');
  }
  const user = await findUser(req.body.email);
  const ok = user && (await bcrypt.compare(req.body.password, user.hash));
  if (!ok) {
    await limiter.consume(req.ip);
    return res.status(401).send('Wrong');
  }
  res.json({ token: sign(user) });
}
app.post('/login', rateLimit({ windowMs: 60000, max: 5 }), login);
`,
    `async function login(req, res) {
  const user = await findUser(req.body.email);
  const isValid = user !== null && (await argon2.verify(user.hash, req.body.password));
  if (!isValid) return res.status(401).send('Wrong');
  res.json({ token: sign(user) });
}
app.post('/login', loginLimiter, login);
`,
  ],
])('kept: %s', (_name, path, before, after) => {
  expect(found(path, before, after)).toEqual([]);
});

test('thousands of lines that went, and as many new helpers, take little time', () => {
  const lines = (line: (i: number) => string): string =>
    Array.from({ length: 2000 }, (_, i) => line(i)).join('\n');
  const before = lines((i) => `  if (!user.isAdmin && x${i} !== ${i}) return deleteThing${i}();`);
  const after = lines((i) => `function ensureZ${i}() { return ${i}; }\nensureZ${i}();`);
  const started = processorMs();
  found('src/a.ts', before, after);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});

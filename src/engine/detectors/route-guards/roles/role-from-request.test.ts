// Roles and identities that the caller writes into the request, and those that are verified.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const role: Sample[] = [
  [
    'an owner that is compared with who the caller says to be',
    'src/posts.js',
    `app.put('/posts/:id', authenticate, async (req, res) => {
  const post = await Post.findById(req.params.id);
  if (post.authorId !== req.body.userId) return res.sendStatus(403);
  await post.update({ title: req.body.title });
  res.json(post);
});
app.put('/pages/:id', authenticate, async (req, res) => {
  const page = await Page.findById(req.params.id);
  if (page.authorId !== req.user.id) return res.sendStatus(403);
  await page.update({ title: req.body.title });
  res.json(page);
});
function checkRole(role) {
  return (req, res, next) => {
    if (req.headers['x-role'] !== role) return res.sendStatus(403);
    next();
  };
}
`,
    ['role-from-request:3', 'role-from-request:15'],
  ],
  [
    'a header says admin',
    'a.py',
    `@app.route("/panel")\ndef panel():\n    if request.headers.get("X-User-Role") != "admin":\n        abort(403)\n    return render_template("panel.html")\n`,
    ['role-from-request:3'],
  ],
  [
    'a cookie says admin',
    'a.js',
    `app.get('/panel', (req, res) => {\n  if (req.cookies.role === 'admin') return res.render('panel');\n  res.sendStatus(403);\n});\n`,
    ['role-from-request:2'],
  ],
  [
    'a flag in the body',
    'a.js',
    `app.post('/things', auth, (req, res) => {\n  const isAdmin = req.body.isAdmin;\n  if (isAdmin) removeAll();\n  res.end();\n});\n`,
    ['role-from-request:3'],
  ],
  [
    'a query says admin',
    'a.py',
    `@app.get("/stats")\ndef stats(request: Request):\n    is_admin = request.query_params.get("admin") == "true"\n    return secret(is_admin)\n`,
    ['role-from-request:3'],
  ],
  [
    'a role chosen at registration',
    'a.js',
    `app.post('/register', async (req, res) => {\n  const { email, password, role } = req.body;\n  const user = await User.create({ email, password: hash(password), role });\n  res.json(user);\n});\n`,
    ['role-from-request:3'],
  ],
  [
    'a role chosen at registration, with a default',
    'a.ts',
    `router.post('/signup', async (req, res) => {\n  const user = new User({\n    email: req.body.email,\n    role: req.body.role || 'user',\n  });\n  await user.save();\n});\n`,
    ['role-from-request:4'],
  ],
  [
    'a role chosen at registration in Python',
    'a.py',
    `@app.route("/register", methods=["POST"])\ndef register():\n    data = request.get_json()\n    user = User(name=data["name"], role=data.get("role", "user"))\n    db.session.add(user)\n`,
    ['role-from-request:4'],
  ],
  [
    'a flag set on the user',
    'a.py',
    `@app.route("/profile", methods=["POST"])\n@login_required\ndef profile():\n    current_user.is_admin = request.form.get("is_admin")\n    db.session.commit()\n`,
    ['role-from-request:4'],
  ],
  [
    'a header parameter',
    'a.py',
    `@app.delete("/things")\ndef clear(x_role: str = Header()):\n    if x_role != "admin":\n        raise HTTPException(status_code=403)\n    wipe()\n`,
    ['role-from-request:3'],
  ],
  [
    'the role of the session',
    'a.js',
    `app.get('/panel', (req, res) => {\n  if (req.user.role === 'admin' || req.session.role === 'admin') return res.render('panel');\n  res.sendStatus(403);\n});\n`,
    [],
  ],
  [
    'a role given by an administrator',
    'a.js',
    `router.post('/users', auth, requireRole('admin'), async (req, res) => {\n  const { email, role } = req.body;\n  res.json(await User.create({ email, role }));\n});\n`,
    [],
  ],
  [
    'a role from a list',
    'a.js',
    `router.post('/signup', async (req, res) => {\n  const { email, role } = req.body;\n  if (!['reader', 'writer'].includes(role)) return res.status(400).end();\n  res.json(await User.create({ email, role }));\n});\n`,
    [],
  ],
  [
    'a constant role',
    'a.py',
    `@app.route("/register", methods=["POST"])\ndef register():\n    data = request.get_json()\n    user = User(name=data["name"], role="user", is_admin=False)\n    db.session.add(user)\n`,
    [],
  ],
  [
    'roles of chat messages',
    'a.ts',
    `app.post('/chat', async (req, res) => {\n  const { role, content } = req.body;\n  const message = await openai.chat.completions.create({ messages: [{ role, content }] });\n  if (role === 'user') log(message);\n  res.json(message);\n});\n`,
    [],
  ],
  [
    'a verified token',
    'a.py',
    `@app.get("/stats")\ndef stats(request: Request):\n    claims = jwt.decode(request.headers["authorization"], KEY, algorithms=["HS256"])\n    if claims["role"] != "admin":\n        raise HTTPException(status_code=403)\n    return secret()\n`,
    [],
  ],
];

describe('role-from-request', () => {
  it.each(role)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body).filter(({ rule }) => rule === 'role-from-request'))).toEqual(expected);
  });
});

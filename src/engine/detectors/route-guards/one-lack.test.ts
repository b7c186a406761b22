// What is one lack, no lack, or what everyone may read: routes beside which few or no guards stand.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder, shown, type Sample } from './samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const samples: Sample[] = [
  [
    'four routes of an application in which nobody signs in are one lack',
    'server.js',
    `const app = express();
app.post('/customers', async (req, res) => res.json(await Customer.create({ name: req.body.name })));
app.get('/customers', async (req, res) => res.json(await Customer.findAll()));
app.post('/invoices', async (req, res) => res.json(await Invoice.create({ total: req.body.total })));
app.get('/invoices', async (req, res) => res.json(await Invoice.findAll()));
app.listen(3000);
`,
    [
      'sensitive-route-without-guard:2',
      'low sensitive-route-without-guard:3',
      'low sensitive-route-without-guard:4',
      'low sensitive-route-without-guard:5',
    ],
  ],
  [
    'with one guard in the file each route is asked by itself',
    'server.js',
    `const app = express();
app.get('/me', requireAuth, (req, res) => res.json(req.user));
app.post('/customers', async (req, res) => res.json(await Customer.create({ name: req.body.name })));
app.post('/invoices', async (req, res) => res.json(await Invoice.create({ total: req.body.total })));
app.listen(3000);
`,
    ['sensitive-route-without-guard:3', 'sensitive-route-without-guard:4'],
  ],
  [
    'the work of administrators is said each time',
    'server.js',
    `const app = express();
app.delete('/admin/users/:id', async (req, res) => res.json(await User.findByIdAndDelete(req.params.id)));
app.post('/admin/impersonate', async (req, res) => res.json(await impersonateUser(req.body.id)));
app.listen(3000);
`,
    ['sensitive-route-without-guard:2', 'sensitive-route-without-guard:3'],
  ],
  [
    'a command that is run is more than the same lack',
    'server.js',
    `const app = express();
app.post('/customers', async (req, res) => res.json(await Customer.create({ name: req.body.name })));
app.post('/orders/print', async (req, res) => {
  child_process.exec('print-order ' + req.body.order);
  res.end();
});
app.listen(3000);
`,
    ['sensitive-route-without-guard:2', 'sensitive-route-without-guard:3'],
  ],
  [
    'pictures are for everyone where only deleting them asks who calls',
    'main.py',
    `from fastapi import Depends, FastAPI
app = FastAPI()

@app.get("/images")
def list_images():
    return store.images()

@app.get("/images/{image_id}/{size}")
def get_file(image_id: str, size: str):
    row = store.get(image_id)
    return FileResponse(thumbs.path(row["id"], size))

@app.delete("/images/{image_id}", dependencies=[Depends(require_token)])
def delete_image(image_id: str):
    store.delete(image_id)
`,
    ['low sensitive-route-without-guard:8', 'low object-by-id-without-owner:15'],
  ],
  [
    'records of customers are not, whoever may delete them',
    'main.py',
    `from fastapi import Depends, FastAPI
app = FastAPI()

@app.get("/invoices/{invoice_id}/file")
def get_file(invoice_id: str):
    row = store.get(invoice_id)
    return FileResponse(invoices.path(row["id"]))

@app.delete("/invoices/{invoice_id}", dependencies=[Depends(require_token)])
def delete_invoice(invoice_id: str):
    store.delete(invoice_id)
`,
    ['sensitive-route-without-guard:4', 'object-by-id-without-owner:11'],
  ],
  [
    'guards that are made in one line and given as what parameters stand for',
    'main.py',
    `from fastapi import Depends, FastAPI
from . import auth
app = FastAPI()
viewer, clerk = (Depends(auth.role(name)) for name in auth.ROLES)

@app.get("/stock", dependencies=[viewer])
def stock():
    return store.stock()

@app.post("/transfers")
def transfer(body: Transfer, user: User = clerk):
    store.transfer(body, user.id)
`,
    [],
  ],
  [
    'what is made in one line and asks nobody is no guard',
    'main.py',
    `from fastapi import Depends, FastAPI
from . import auth, paging
app = FastAPI()
first, second = (Depends(paging.size(name)) for name in paging.NAMES)

@app.post("/transfers")
def transfer(body: Transfer, size: int = first):
    Transfer.objects.create(amount=body.amount)
`,
    ['sensitive-route-without-guard:6'],
  ],
  [
    'a form for visitors beside what the staff reads of it',
    'surveys/views.py',
    `from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import get_object_or_404, render

def answer(request, public_id):
    survey = get_object_or_404(Survey, public_id=public_id)
    if request.method == "POST":
        Answer.objects.create(survey=survey, value=request.POST["value"])
    return render(request, "answer.html", {"survey": survey})

@staff_member_required
def results(request, public_id):
    return render(request, "results.html", {"survey": get_object_or_404(Survey, public_id=public_id)})

@staff_member_required
def summary(request, public_id):
    return render(request, "summary.html", {"survey": get_object_or_404(Survey, public_id=public_id)})
`,
    ['low route-without-siblings-guard:4'],
  ],
  [
    'what the staff does under a like name is not for visitors',
    'surveys/views.py',
    `from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import get_object_or_404, redirect, render

@staff_member_required
def survey_open(request, pk):
    return redirect("surveys")

@staff_member_required
def survey_results(request, pk):
    return render(request, "results.html", {"survey": get_object_or_404(Survey, pk=pk)})

def survey_close(request, pk):
    survey = get_object_or_404(Survey, pk=pk)
    survey.is_open = False
    survey.save()
    return redirect("surveys")
`,
    ['route-without-siblings-guard:12'],
  ],
  [
    'a socket that hands out what a route gives to everyone',
    'server.js',
    `const app = express();
app.post('/games/:game/scores', requireSignature, async (req, res) => res.json(await submit(req.body)));
app.get('/games/:game/top', async (req, res) => res.json(await top(req.params.game)));
io.on('connection', (socket) => {
  socket.on('watch', async ({ game }) => {
    socket.join(game);
    socket.emit('board', await top(game));
  });
});
app.listen(3000);
`,
    [],
  ],
  [
    'a socket that does what no open route does',
    'server.js',
    `const app = express();
app.post('/games/:game/scores', requireSignature, async (req, res) => res.json(await submit(req.body)));
app.get('/games/:game/top', async (req, res) => res.json(await top(req.params.game)));
io.on('connection', (socket) => {
  socket.on('score', async (message) => {
    socket.emit('board', await submit(message));
  });
});
app.listen(3000);
`,
    ['sensitive-route-without-guard:5'],
  ],
];

describe('one lack', () => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

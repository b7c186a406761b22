// Python frameworks beyond Flask, FastAPI and Django, and the ways in which real code guards and fails to.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../../assets.ts';
import { finder, shown, type Sample } from '../../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const frameworks: Sample[] = [
  [
    'Falcon resources, and an app with a middleware',
    'api.py',
    `import falcon

class UserResource:
    def on_delete(self, req, resp, user_id):
        session.delete(session.get(User, user_id))
`,
    ['low sensitive-route-without-guard:4'],
  ],
  [
    'Falcon behind its middleware',
    'api.py',
    `import falcon
from .auth import AuthMiddleware

class UserResource:
    def on_delete(self, req, resp, user_id):
        if not req.context.user.is_admin:
            raise falcon.HTTPForbidden()
        session.delete(session.get(User, user_id))

app = falcon.App(middleware=[AuthMiddleware()])
`,
    [],
  ],
  [
    'CherryPy, one handler guarded and one not',
    'app.py',
    `import cherrypy

class Admin:
    @cherrypy.expose
    def delete_user(self, user_id):
        users.delete(user_id)

    @cherrypy.expose
    @cherrypy.tools.auth_basic(on=True)
    def list_users(self):
        return str(users.all())
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'Pyramid with and without a permission',
    'views.py',
    `from pyramid.view import view_config

@view_config(route_name="account_delete", request_method="POST")
def delete_account(request):
    DBSession.delete(DBSession.query(Account).get(request.matchdict["id"]))

@view_config(route_name="account_edit", request_method="POST", permission="edit")
def edit_account(request):
    request.context.name = request.POST["name"]
`,
    ['sensitive-route-without-guard:3'],
  ],
  [
    'Chalice with and without an authorizer',
    'app.py',
    `from chalice import Chalice
app = Chalice(app_name="users")

@app.route("/users/{user_id}", methods=["DELETE"])
def delete_user(user_id):
    table.delete_item(Key={"id": user_id})

@app.route("/notes/{note_id}", methods=["DELETE"], authorizer=cognito)
def delete_note(note_id):
    owner = app.current_request.context["authorizer"]["claims"]["sub"]
    table.delete_item(Key={"owner": owner, "id": note_id})
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'Azure and Google functions',
    'function_app.py',
    `import azure.functions as func
import functions_framework
app = func.FunctionApp()

@app.route(route="customers/{id}", methods=["DELETE"], auth_level=func.AuthLevel.ANONYMOUS)
def remove_customer(req):
    delete_customer(req.route_params["id"])

@app.route(route="customers/{id}", methods=["PUT"], auth_level=func.AuthLevel.FUNCTION)
def update_customer(req):
    change_customer(req.route_params["id"])

@functions_framework.http
def delete_user(request):
    db.collection("users").document(request.args.get("user_id")).delete()
`,
    ['sensitive-route-without-guard:5', 'low sensitive-route-without-guard:13'],
  ],
  [
    'Ninja: auth of the API, taken off for one route',
    'api.py',
    `from ninja import NinjaAPI
from .auth import TokenAuth
api = NinjaAPI(auth=TokenAuth())

@api.get("/me")
def me(request):
    return request.auth.name

@api.put("/employees/{employee_id}")
def change(request, employee_id: int):
    Employee.objects.filter(id=employee_id, boss=request.auth).update(level=2)

@api.delete("/employees/{employee_id}", auth=None)
def remove(request, employee_id: int):
    get_object_or_404(Employee, id=employee_id).delete()
`,
    ['sensitive-route-without-guard:13'],
  ],
  [
    'Litestar: guards of the controller',
    'users.py',
    `from litestar import Controller, delete

class UserController(Controller):
    path = "/admin/users"
    guards = [admin_guard]

    @delete("/{user_id:int}")
    async def remove(self, user_id: int) -> None:
        await repo.delete(user_id)
`,
    [],
  ],
  [
    "Starlette's requires",
    'notes.py',
    `from starlette.authentication import requires
from starlette.endpoints import HTTPEndpoint

class Note(HTTPEndpoint):
    @requires(["authenticated", "admin"])
    async def delete(self, request):
        await database.execute(notes.delete().where(notes.c.id == request.path_params["id"]))
`,
    [],
  ],
  [
    'a Channels consumer that accepts everybody beside one that does not',
    'consumers.py',
    `from channels.generic.websocket import AsyncWebsocketConsumer

class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()

class Safe(AsyncWebsocketConsumer):
    async def connect(self):
        if self.scope["user"].is_anonymous:
            await self.close()
            return
        await self.accept()
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'Ariadne resolvers',
    'schema.py',
    `from ariadne import MutationType
mutation = MutationType()

@mutation.field("deleteUser")
def resolve_delete_user(_, info, id):
    session.delete(session.get(User, id))
    return True

@mutation.field("updateEmail")
def resolve_update_email(_, info, email):
    user = info.context["user"]
    if user is None:
        raise PermissionError("log in")
    user.email = email
`,
    ['low sensitive-route-without-guard:4'],
  ],
  [
    'views of Flask-Admin, open and closed',
    'admin.py',
    `from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView

class SecureView(ModelView):
    def is_accessible(self):
        return current_user.is_admin

admin = Admin(app)
admin.add_view(SecureView(User, db.session))
admin.add_view(ModelView(Order, db.session))
`,
    ['sensitive-route-without-guard:10'],
  ],
];

const lambdas: Sample[] = [
  [
    'deletes for whoever asks',
    'delete_user.py',
    `import json

def handler(event, context):
    body = json.loads(event["body"])
    table.delete_item(Key={"user_id": body["user_id"]})
`,
    ['low sensitive-route-without-guard:3'],
  ],
  [
    'knows the caller and does not look at them',
    'orders.py',
    `def lambda_handler(event, context):
    user = event["requestContext"]["authorizer"]["claims"]["sub"]
    order_id = event["pathParameters"]["id"]
    order = ddb.get_item(Key={"id": order_id})
    return {"statusCode": 200, "body": order}
`,
    ['object-by-id-without-owner:4'],
  ],
  [
    'looks at the caller; another reads a queue',
    'notes.py',
    `def handler(event, context):
    sub = event["requestContext"]["authorizer"]["claims"]["sub"]
    table.delete_item(Key={"owner": sub, "note": event["pathParameters"]["id"]})

def sqs_handler(event, context):
    for record in event["Records"]:
        table.delete_item(Key={"id": record["id"]})
`,
    [],
  ],
];

const families: Sample[] = [
  [
    'a hook that fetches the user and refuses nobody',
    'app.py',
    `from flask import Flask, g, request
app = Flask(__name__)

@app.before_request
def load_user():
    g.user = query("SELECT * FROM users WHERE token = ?", request.headers.get("X-Token"))

@app.post("/users/<int:user_id>/ban")
def ban(user_id):
    execute("UPDATE users SET banned = 1 WHERE id = ?", user_id)
`,
    ['sensitive-route-without-guard:8'],
  ],
  [
    'a hook that refuses',
    'app.py',
    `from flask import Flask, g, request, abort
app = Flask(__name__)

@app.before_request
def load_user():
    g.user = query("SELECT * FROM users WHERE token = ?", request.headers.get("X-Token"))
    if g.user is None:
        abort(401)

@app.post("/users/<int:user_id>/ban")
def ban(user_id):
    require_role("admin")
    execute("UPDATE users SET banned = 1 WHERE id = ?", user_id)
`,
    [],
  ],
  [
    'the caller is asked for and never looked at',
    'app.py',
    `from flask import Flask, request
app = Flask(__name__)

def current_user():
    try:
        return jwt.decode(request.headers.get("Authorization"), KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return None

@app.route("/payroll/<int:employee_id>")
def payroll(employee_id):
    user = current_user()
    return load_payroll(employee_id)
`,
    ['sensitive-route-without-guard:10'],
  ],
  [
    'a dependency of the file knows the caller; one asks for the member, one for nothing',
    'orgs.py',
    `from fastapi import APIRouter, Depends, HTTPException
router = APIRouter(prefix="/orgs")

async def member_of(org_id: int, user=Depends(get_current_user), s=Depends(get_session)):
    m = await s.scalar(select(Membership).where(Membership.org_id == org_id, Membership.user_id == user.id))
    if m is None:
        raise HTTPException(403)
    return m

@router.get("/{org_id}")
async def read_org(org_id: int, m=Depends(member_of), s=Depends(get_session)):
    return await s.get(Organization, org_id)

@router.post("/{org_id}/members")
async def add_member(org_id: int, user_id: int, user=Depends(get_current_user), s=Depends(get_session)):
    s.add(Membership(org_id=org_id, user_id=user_id))
`,
    ['admin-route-for-any-user:14'],
  ],
  [
    'who asks is only named by the dependency',
    'diary.py',
    `from fastapi import APIRouter, Depends
router = APIRouter()

@router.get("/diary/{entry_id}")
async def entry(entry_id: str, user=Depends(current_user)):
    return await db.entries.find_one({"_id": ObjectId(entry_id)})
`,
    ['low object-by-id-without-owner:6'],
  ],
  [
    'one action of a guarded view set is open',
    'views.py',
    `from rest_framework import viewsets
from rest_framework.permissions import AllowAny, IsAuthenticated

class WalletViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return Wallet.objects.filter(user=self.request.user)

    @action(detail=True, methods=["post"], permission_classes=[AllowAny])
    def withdraw(self, request, pk=None):
        wallet = Wallet.objects.get(pk=pk)
        wallet.save()
`,
    ['authorization-opened:10'],
  ],
  [
    'what has been published is for everyone, what is not is edited by its owner',
    'blog/views.py',
    `from django.shortcuts import redirect, render, get_object_or_404

def post_detail(request, slug):
    return render(request, "d.html", {"post": get_object_or_404(Post, slug=slug, published=True)})

@login_required
def post_new(request):
    return redirect(make(request.POST, request.user))

@login_required
def post_list(request):
    return render(request, "l.html", {"posts": Post.objects.filter(author=request.user)})

@login_required
def post_edit(request, pk):
    form = PostForm(request.POST, instance=get_object_or_404(Post, pk=pk))
    form.save()
    return redirect("/")
`,
    ['object-by-id-without-owner:16'],
  ],
  [
    'a cookie, a header and a parameter that say who calls',
    'app.py',
    `from fastapi import FastAPI, Header, HTTPException, Request
app = FastAPI()

@app.get("/payslips")
async def payslips(x_user_id: str = Header(...)):
    return await fetch(x_user_id)

@app.get("/basket")
async def basket(request: Request):
    user_id = request.cookies.get("user_id")
    return await baskets(user_id)

@app.get("/revenue")
async def revenue(is_admin: bool = False):
    if not is_admin:
        raise HTTPException(status_code=403)
    return build()
`,
    ['low role-from-request:5', 'role-from-request:10', 'role-from-request:15'],
  ],
  [
    'a webhook that runs commands for whoever calls it',
    'hooks.py',
    `import os
from flask import Flask
app = Flask(__name__)

@app.post("/hooks/github")
def hook():
    os.system("cd /srv/app && git pull")
    return ""
`,
    ['sensitive-route-without-guard:5'],
  ],
];

const views: Sample[] = [
  [
    'a guard above dispatch, and a hook that is guarded itself',
    'accounts/views.py',
    `from django.views.generic import DeleteView, TemplateView

class InvoiceDelete(DeleteView):
    model = Invoice

    @method_decorator(staff_member_required)
    def dispatch(self, *args, **kwargs):
        return super().dispatch(*args, **kwargs)
`,
    [],
  ],
  [
    'a blueprint whose hook is guarded itself',
    'reports.py',
    `from flask import Blueprint
from flask_login import login_required, current_user
bp = Blueprint("reports", __name__)

@bp.before_request
@login_required
def guard():
    pass

@bp.delete("/users/me/reports")
def clear():
    current_user.reports.clear()

@bp.get("/reports/<int:rid>")
def show(rid):
    return Report.query.get_or_404(rid).to_dict()
`,
    ['object-by-id-without-owner:16'],
  ],
  [
    'a plain view is its methods; a list of everybody beside a list of ones own',
    'views.py',
    `from django.contrib.auth.mixins import LoginRequiredMixin
from django.views import View
from django.views.generic import ListView

class SalaryView(View):
    def get(self, request, employee_id):
        return JsonResponse({"salary": Employee.objects.get(id=employee_id).salary})

class MyOrders(LoginRequiredMixin, ListView):
    def get_queryset(self):
        return Order.objects.filter(customer=self.request.user)

class OrderHistory(LoginRequiredMixin, ListView):
    model = Order
`,
    ['route-without-siblings-guard:6', 'low object-by-id-without-owner:13'],
  ],
  [
    'a view set whose records are nobody elses business, filtered and not',
    'api.py',
    `from rest_framework import permissions, viewsets

class InvoiceViewSet(viewsets.ModelViewSet):
    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        return Invoice.objects.all()

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)

class DraftViewSet(viewsets.ModelViewSet):
    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        return Invoice.objects.filter(owner=self.request.user)
`,
    ['object-by-id-without-owner:7'],
  ],
  [
    'a cart in the session, public posts, a call from this machine only',
    'app.py',
    `from fastapi import FastAPI, Request
app = FastAPI()

@app.get("/users/{name}/posts")
def user_posts(name: str):
    return db.posts_of(name)

@app.post("/cart/remove/{pid}")
def remove(request: Request, pid: int):
    request.session["cart"].remove(pid)

@app.get("/internal/metrics")
async def internal(request: Request):
    if request.client.host != "127.0.0.1":
        return {"error": "denied"}
    return await metrics()
`,
    [],
  ],
];

describe('views', () => {
  it.each(views)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

describe('frameworks', () => {
  it.each(frameworks)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

describe('Lambda', () => {
  it.each(lambdas)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

describe('families', () => {
  it.each(families)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

// Flask, FastAPI, Django, DRF, aiohttp, Starlette and Tornado programs, with and without their guards.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../../assets.ts';
import { finder, shown, type Sample } from '../../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const flask: Sample[] = [
  [
    'a socket of Tornado that is closed as it opens',
    'app/live.py',
    `import tornado.web
import tornado.websocket

class Compose(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("compose.html")

    @tornado.web.authenticated
    def post(self):
        save(self.current_user, self.get_argument("body"))

class Upload(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def post(self):
        store(self.current_user, self.request.files)

class Live(tornado.websocket.WebSocketHandler):
    def open(self):
        if not self.current_user:
            self.close(4401)
            return
        clients.add(self)

    def on_message(self, message):
        for client in clients:
            client.write_message(message)
`,
    [],
  ],
  [
    'a socket of Tornado that opens for anyone',
    'app/live.py',
    `import tornado.web
import tornado.websocket

class Compose(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def get(self):
        self.render("compose.html")

    @tornado.web.authenticated
    def post(self):
        save(self.current_user, self.get_argument("body"))

class Upload(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def post(self):
        store(self.current_user, self.request.files)

class Live(tornado.websocket.WebSocketHandler):
    def open(self):
        clients.add(self)

    def on_message(self, message):
        for client in clients:
            client.write_message(message)
`,
    ['route-without-siblings-guard:22'],
  ],
  [
    'a theme in a cookie beside routes of the account',
    'app/todos.py',
    `from quart import Blueprint, make_response, redirect, request
from quart_auth import current_user, login_required
bp = Blueprint("todos", __name__)

@bp.post("/todos/")
@login_required
async def add():
    return await store(current_user, await request.form)

@bp.put("/todos/<int:todo_id>")
@login_required
async def change(todo_id):
    return await update(current_user, todo_id, await request.form)

@bp.delete("/todos/<int:todo_id>")
@login_required
async def remove(todo_id):
    return await drop(current_user, todo_id)

@bp.post("/theme")
async def theme():
    response = await make_response(redirect("/"))
    response.set_cookie("theme", "dark")
    return response
`,
    [],
  ],
  [
    'the claims of the gateway, read by a function of the file',
    'app/notes.py',
    `import os
import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
app = APIGatewayRestResolver()
notes = boto3.resource("dynamodb").Table(os.environ["NOTES"])

def subject():
    return app.current_event["requestContext"]["authorizer"]["claims"]["sub"]

@app.get("/notes/<note_id>")
def get_note(note_id: str):
    return notes.get_item(Key={"owner": subject(), "id": note_id})["Item"]

@app.delete("/notes/<note_id>")
def remove_note(note_id: str):
    notes.delete_item(Key={"owner": subject(), "id": note_id})
`,
    [],
  ],
  [
    'no claims at all, and an address of the caller in their place',
    'app/notes.py',
    `import os
import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
app = APIGatewayRestResolver()
notes = boto3.resource("dynamodb").Table(os.environ["NOTES"])

def owner():
    return app.current_event.query_string_parameters["owner"]

@app.delete("/notes/<note_id>")
def remove_note(note_id: str):
    notes.delete_item(Key={"owner": owner(), "id": note_id})
`,
    ['sensitive-route-without-guard:10'],
  ],
  [
    'ways back into an account beside routes of the account',
    'app/users.py',
    `from fastapi import APIRouter, Depends
router = APIRouter(prefix="/users")

@router.patch("/me")
def update_me(payload: UserUpdate, user: User = Depends(get_current_user)):
    return save(user, payload)

@router.post("/me/photo")
def add_photo(payload: Photo, user: User = Depends(get_current_user)):
    return save(user, payload)

@router.delete("/me")
def remove_me(user: User = Depends(get_current_user)):
    db.delete(user)

@router.post("/reset/{email}")
def recover(email: str):
    mail.send(email, db.find(User, email))

@router.get("/confirm")
def confirm(key: str):
    db.update(User, key)
`,
    [],
  ],
  [
    'a confirmed removal beside routes of the account',
    'app/users.py',
    `from fastapi import APIRouter, Depends
router = APIRouter(prefix="/users")

@router.patch("/me")
def update_me(payload: UserUpdate, user: User = Depends(get_current_user)):
    return save(user, payload)

@router.post("/me/photo")
def add_photo(payload: Photo, user: User = Depends(get_current_user)):
    return save(user, payload)

@router.post("/{user_id}/confirm-delete")
def confirm_delete(user_id: int):
    db.delete(User, user_id)
`,
    ['route-without-siblings-guard:12'],
  ],
  [
    'the odd one out among three',
    'app/admin.py',
    `from flask import Blueprint, jsonify
from auth import login_required
bp = Blueprint("articles", __name__)

@bp.route("/articles", methods=["POST"])
@login_required
def create_article():
    return jsonify(save(request.json))

@bp.route("/articles/<int:id>", methods=["PUT"])
@login_required
def update_article(id):
    return jsonify(change(id, request.json))

@bp.route("/articles/<int:id>", methods=["DELETE"])
def delete_article(id):
    Article.query.filter_by(id=id).delete()
    return "", 204
`,
    ['route-without-siblings-guard:15'],
  ],
  [
    'all guarded',
    'app/articles.py',
    `from flask import Blueprint
from .auth import requires_auth as needs_login
bp = Blueprint("articles", __name__)

@bp.post("/articles")
@needs_login
def create_article():
    return save(request.json)

@bp.delete("/articles/<int:id>")
@needs_login
def delete_article(id):
    article = Article.query.get_or_404(id)
    if article.author_id != g.user.id:
        abort(403)
    db.session.delete(article)
`,
    [],
  ],
  [
    'an app without any guard',
    'app.py',
    `from flask import Flask, request, jsonify
app = Flask(__name__)

@app.route("/")
def index():
    return "Hello"

@app.route("/login", methods=["POST"])
def login():
    return jsonify(token=make(request.json))

@app.route("/admin/users/<int:user_id>", methods=["DELETE"])
def delete_user(user_id):
    db.execute("DELETE FROM users WHERE id = ?", (user_id,))
    return jsonify(ok=True)
`,
    ['sensitive-route-without-guard:12'],
  ],
  [
    'user records by id in memory',
    'main.py',
    `from flask import Flask, jsonify
app = Flask(__name__)
users = {1: {"name": "a", "ssn": "x"}}

@app.route("/users/<int:user_id>")
def get_user(user_id):
    return jsonify(users.get(user_id))
`,
    ['sensitive-route-without-guard:5'],
  ],
  [
    'before_request guards everything',
    'main.py',
    `from flask import Flask, session, redirect, url_for
app = Flask(__name__)

@app.route("/admin/users/<int:user_id>", methods=["POST"])
def edit_user(user_id):
    db.execute("UPDATE users SET name = ? WHERE id = ?", (request.form["name"], user_id))
    return "ok"

@app.before_request
def gate():
    if "user_id" not in session and request.endpoint != "login":
        return redirect(url_for("login"))
    if not g.is_admin:
        abort(403)
`,
    [],
  ],
  [
    'a guard above the route of a body that uses the caller',
    'main.py',
    `from flask import Flask, abort, jsonify
from flask_login import current_user, login_required
app = Flask(__name__)

@login_required
@app.post("/account/delete")
def delete_account():
    current_user.delete()
    return "gone"

@login_required
@app.get("/orders")
def orders():
    if not current_user.is_authenticated:
        abort(401)
    return jsonify(count())
`,
    ['guard-above-route:5'],
  ],
  [
    'a guard above the route',
    'main.py',
    `from flask import Flask
from flask_login import login_required
app = Flask(__name__)

@login_required
@app.route("/account/delete", methods=["POST"])
def delete_account():
    db.session.delete(current())
    return "gone"
`,
    ['guard-above-route:5'],
  ],
  [
    'a check in the body by a helper of the file',
    'main.py',
    `from flask import Flask, request, abort
app = Flask(__name__)

def gate():
    token = request.headers.get("Authorization")
    if token != "Bearer " + app.config["TOKEN"]:
        abort(401)

@app.route("/admin/purge", methods=["POST"])
def purge():
    gate()
    db.execute("DELETE FROM logs")
    return "ok"
`,
    [],
  ],
  [
    'a session check in the body',
    'main.py',
    `@app.route("/admin/dashboard")
def admin_dashboard():
    if session.get("role") != "admin":
        return redirect("/login")
    return render_template("admin.html", users=User.query.all())

@app.route("/transfer", methods=["POST"])
def transfer():
    if not session.get("user_id"):
        return jsonify({"error": "Unauthorized"}), 401
    return do_transfer(session["user_id"], request.form["to"])
`,
    [],
  ],
  [
    'an order of somebody else',
    'orders.py',
    `@app.route("/orders/<int:order_id>")
@login_required
def get_order(order_id):
    order = Order.query.get_or_404(order_id)
    return jsonify(order.to_dict())
`,
    ['object-by-id-without-owner:4'],
  ],
  [
    'an order of somebody else that is found and deleted',
    'orders.py',
    `@app.route("/orders", methods=["POST"])
@login_required
def remove():
    invoice = Invoice.query.filter_by(id=request.json["invoice_id"]).first()
    db.session.delete(invoice)
    db.session.commit()
    return ""
`,
    ['object-by-id-without-owner:4'],
  ],
  [
    'an order of somebody else by the session',
    'orders.py',
    `@app.route("/orders", methods=["POST"])
@login_required
def remove():
    invoice = db.session.get(Invoice, request.json["invoice_id"])
    db.session.delete(invoice)
    return ""
`,
    ['object-by-id-without-owner:4'],
  ],
  [
    'an order of the caller that is found and deleted',
    'orders.py',
    `@app.route("/orders", methods=["POST"])
@login_required
def remove():
    invoice = Invoice.query.filter_by(id=request.json["invoice_id"], owner_id=current_user.id).first_or_404()
    db.session.delete(invoice)
    return ""
`,
    [],
  ],
  [
    'an order of somebody else in a view of Django',
    'views.py',
    `from django.shortcuts import get_object_or_404, render
from django.views import View

class InvoiceView(LoginRequiredMixin, View):
    def get(self, request, *args, **kwargs):
        invoice = get_object_or_404(Invoice, pk=self.kwargs["pk"])
        return render(request, "invoice.html", {"invoice": invoice})
`,
    ['object-by-id-without-owner:6'],
  ],
  [
    'an order of the caller in a view of Django',
    'views.py',
    `from django.shortcuts import get_object_or_404, render
from django.views import View

class InvoiceView(LoginRequiredMixin, View):
    def get(self, request, *args, **kwargs):
        invoice = get_object_or_404(Invoice, pk=self.kwargs["pk"], owner=request.user)
        return render(request, "invoice.html", {"invoice": invoice})
`,
    [],
  ],
  [
    'an order of the caller',
    'orders.py',
    `@app.route("/orders/<int:order_id>")
@login_required
def get_order(order_id):
    order = Order.query.filter_by(id=order_id, user_id=current_user.id).first_or_404()
    return jsonify(order.to_dict())

@app.route("/invoices/<int:invoice_id>")
@login_required
def get_invoice(invoice_id):
    invoice = Invoice.query.get_or_404(invoice_id)
    if invoice.owner != current_user:
        abort(403)
    return jsonify(invoice.to_dict())

@app.route("/notes/<int:note_id>", methods=["DELETE"])
@login_required
def delete_note(note_id):
    note = load_note(note_id)
    check_owner(note)
    db.session.delete(note)
    return "", 204
`,
    [],
  ],
  [
    'an administrator page for any user',
    'admin.py',
    `@app.route("/admin/users/<int:user_id>/delete", methods=["POST"])
@login_required
def admin_delete_user(user_id):
    user = User.query.get(user_id)
    db.session.delete(user)
    db.session.commit()
    return redirect("/admin")
`,
    ['admin-route-for-any-user:1'],
  ],
  [
    'an administrator page for administrators',
    'admin.py',
    `@app.route("/admin/users/<int:user_id>/delete", methods=["POST"])
@login_required
@admin_required
def admin_delete_user(user_id):
    User.query.filter_by(id=user_id).delete()
    return redirect("/admin")

@app.route("/admin/stats")
@login_required
def admin_stats():
    if not current_user.is_admin:
        abort(403)
    return render_template("stats.html", users=User.query.all())
`,
    [],
  ],
  [
    'a webhook that checks a signature',
    'hooks.py',
    `@app.route("/payments/notify", methods=["POST"])
def payment_notify():
    sig = request.headers.get("X-Signature")
    if not hmac.compare_digest(sig, sign(request.data)):
        return "", 400
    Payment.query.filter_by(id=request.json["id"]).update({"paid": True})
    return "", 204
`,
    [],
  ],
  [
    'public routes beside guarded ones',
    'views.py',
    `@app.route("/health")
def health():
    return "ok"

@app.route("/posts")
def list_posts():
    return jsonify(Post.query.all())

@app.route("/posts", methods=["POST"])
@login_required
def create_post():
    return save(request.json, current_user)

@app.route("/posts/<int:id>", methods=["PUT"])
@login_required
def update_post(id):
    return change(Post.query.filter_by(id=id, author=current_user).one())

@app.route("/register", methods=["POST"])
def register():
    return create(request.json)
`,
    [],
  ],
  [
    'resources of Flask-RESTful',
    'api.py',
    `from flask import Flask
from flask_restful import Api, Resource
from flask_jwt_extended import jwt_required
app = Flask(__name__)
api = Api(app)

class UserResource(Resource):
    @jwt_required()
    def get(self, user_id):
        return find(get_jwt_identity(), user_id)

    @jwt_required()
    def put(self, user_id):
        return change(get_jwt_identity(), user_id)

    def delete(self, user_id):
        user = User.query.get(user_id)
        db.session.delete(user)
        return "", 204

api.add_resource(UserResource, "/users/<int:user_id>")
`,
    ['route-without-siblings-guard:16'],
  ],
  [
    'a method view with decorators',
    'api.py',
    `from flask import Flask
from flask.views import MethodView

class AccountView(MethodView):
    decorators = [login_required]

    def delete(self, account_id):
        return close(current_user, account_id)
`,
    [],
  ],
  [
    'a password set for whoever is named',
    'app.py',
    `app = Flask(__name__)
@app.route("/reset_password", methods=["POST"])
def reset_password():
    user = User.query.filter_by(username=request.form["username"]).first()
    user.password = hash_password(request.form["new_password"])
    db.session.commit()
    return "done"

@app.route("/reset_password/<token>", methods=["POST"])
def reset_with_token(token):
    user = User.verify_reset_token(token)
    user.password = hash_password(request.form["new_password"])
    return "done"
`,
    ['sensitive-route-without-guard:2'],
  ],
  [
    'a ML service and a TODO list of strings',
    'serve.py',
    `from flask import Flask, request
app = Flask(__name__)

@app.route("/predict", methods=["POST"])
def predict():
    return {"label": model.predict(request.json["x"])}

@app.route("/")
def home():
    return render_template("index.html")
`,
    [],
  ],
  [
    'a server for this machine only',
    'tool.py',
    `from flask import Flask, request
app = Flask(__name__)

@app.route("/config", methods=["POST"])
def save_config():
    store.update(request.json)
    return "ok"

app.run(host="127.0.0.1", port=5000)
`,
    ['low sensitive-route-without-guard:4'],
  ],
  [
    'commands run for anyone',
    'run.py',
    `import subprocess
from flask import Flask, request
app = Flask(__name__)

@app.route("/run", methods=["POST"])
def run():
    return subprocess.check_output(["make", request.json["target"]])
`,
    ['sensitive-route-without-guard:5'],
  ],
];

const fastapi: Sample[] = [
  [
    'the odd one out by dependency',
    'items.py',
    `from fastapi import APIRouter, Depends
router = APIRouter()

@router.post("/items")
async def create_item(item: Item, user: User = Depends(get_current_user)):
    return await save(item, user)

@router.put("/items/{item_id}")
async def update_item(item_id: int, item: Item, user: User = Depends(get_current_user)):
    return await change(item_id, item, user)

@router.delete("/items/{item_id}")
async def delete_item(item_id: int, db: Session = Depends(get_db)):
    db.query(Item).filter(Item.id == item_id).delete()
    return {"ok": True}
`,
    ['route-without-siblings-guard:12'],
  ],
  [
    'typed dependencies',
    'items.py',
    `from typing import Annotated
CurrentUser = Annotated[User, Depends(get_current_user)]

@router.get("/me")
def me(user: CurrentUser):
    return user

@router.delete("/items/{item_id}")
def delete_item(session: SessionDep, current_user: CurrentUser, item_id: int):
    item = session.get(Item, item_id)
    if item.owner_id != current_user.id:
        raise HTTPException(status_code=403)
    session.delete(item)

@router.get("/admin/items", dependencies=[Depends(get_current_active_superuser)])
def all_items(session: SessionDep):
    return session.exec(select(Item)).all()
`,
    [],
  ],
  [
    'typed dependencies of another file',
    'items.py',
    `from .deps import CurrentUser, SessionDep, StaffAccess, SuperUser

@router.get("/items/{item_id}")
def item(session: SessionDep, user: CurrentUser, item_id: int):
    return session.exec(select(Item).where(Item.id == item_id, Item.owner_id == user.id)).one()

@router.post("/items/{item_id}/cancel")
def cancel(session: SessionDep, admin: SuperUser, item_id: int):
    session.get(Item, item_id).cancelled = True
    session.commit()

@router.post("/items/{item_id}/hide")
def hide(session: SessionDep, admin: StaffAccess, item_id: int):
    session.get(Item, item_id).hidden = True
    session.commit()

@router.post("/items/{item_id}/refund")
def refund(session: SessionDep, body: RefundIn, item_id: int):
    session.get(Item, item_id).refunded = True
    session.commit()
`,
    ['sensitive-route-without-guard:17'],
  ],
  [
    'a router with dependencies',
    'admin.py',
    `router = APIRouter(prefix="/admin", dependencies=[Depends(require_admin)])

@router.delete("/users/{user_id}")
async def delete_user(user_id: int, db=Depends(get_db)):
    await db.execute(delete(User).where(User.id == user_id))
`,
    [],
  ],
  [
    'an app whose routers are mounted with dependencies',
    'main.py',
    `app = FastAPI()
admin = APIRouter(prefix="/admin")

@admin.delete("/users/{user_id}")
async def delete_user(user_id: int):
    await db.delete(user_id)

app.include_router(admin, dependencies=[Depends(verify_token)])
`,
    // Anyone with a token may.
    ['admin-route-for-any-user:4'],
  ],
  [
    'an app without guards',
    'main.py',
    `from fastapi import FastAPI
app = FastAPI()

@app.get("/users/{user_id}")
async def read_user(user_id: int):
    return await db.fetch_one("SELECT * FROM users WHERE id = :id", {"id": user_id})

@app.post("/users/{user_id}/promote")
async def promote(user_id: int):
    await db.execute("UPDATE users SET role = 'admin' WHERE id = :id", {"id": user_id})

@app.get("/items")
async def items():
    return await db.fetch_all("SELECT * FROM items")
`,
    ['low sensitive-route-without-guard:4', 'sensitive-route-without-guard:8'],
  ],
  [
    'a router that another file mounts',
    'api/users.py',
    `router = APIRouter()

@router.delete("/users/{user_id}")
async def delete_user(user_id: int, db: Session = Depends(get_db)):
    crud.delete_user(db, user_id)
`,
    ['low sensitive-route-without-guard:3'],
  ],
  [
    'a router whose mounts are looked up, and what it only shows',
    'api/users.py',
    `from fastapi import APIRouter, Depends
router = APIRouter(prefix="/admin")

@router.delete("/users/{user_id}")
async def delete_user(user_id: int, db: Session = Depends(get_db)):
    crud.delete_user(db, user_id)

@router.get("/payments")
async def payments(db: Session = Depends(get_db)):
    return crud.payments(db)
`,
    ['sensitive-route-without-guard:4', 'low sensitive-route-without-guard:8'],
  ],
  [
    'a websocket without the token check of its siblings',
    'live.py',
    `@app.get("/rooms")
async def rooms(user=Depends(verify_token)):
    return await all_rooms(user)

@app.post("/rooms")
async def add_room(room: Room, user=Depends(verify_token)):
    return await save_room(room, user)

@app.websocket("/rooms/{room_id}/ws")
async def room_socket(websocket: WebSocket, room_id: str):
    await websocket.accept()
    await join(room_id, websocket)
`,
    ['route-without-siblings-guard:9'],
  ],
  [
    'a websocket that decodes the token itself',
    'live.py',
    `@app.get("/rooms")
async def rooms(user=Depends(verify_token)):
    return await all_rooms(user)

@app.post("/rooms")
async def add_room(room: Room, user=Depends(verify_token)):
    return await save_room(room, user)

@app.websocket("/rooms/{room_id}/ws")
async def room_socket(websocket: WebSocket, room_id: str, token: str = Query(...)):
    user = decode_token(token)
    if user is None:
        await websocket.close(code=1008)
        return
    await websocket.accept()
`,
    [],
  ],
  [
    'messages of a socket',
    'live.py',
    `from flask_socketio import SocketIO, emit
socketio = SocketIO(app)

@socketio.on("message")
def said(data):
    emit("message", data, broadcast=True)

@socketio.on("delete_user")
def removed(data):
    User.query.filter_by(id=data["id"]).delete()

@socketio.on("admin_kick")
def kicked(data):
    if not current_user.is_authenticated or not current_user.is_admin:
        return
    rooms.kick(data["id"])
`,
    ['sensitive-route-without-guard:8'],
  ],
  [
    'messages of a socket that asked when it was opened',
    'live.py',
    `from flask_socketio import SocketIO
socketio = SocketIO(app)

@socketio.on("connect")
def opened():
    if not current_user.is_authenticated:
        return False

@socketio.on("update_note")
def updated(data):
    notes.update(current_user.id, data["text"])
`,
    [],
  ],
  [
    'an invoice of somebody else',
    'invoices.py',
    `@router.get("/invoices/{invoice_id}")
def read_invoice(invoice_id: int, db: Session = Depends(get_db), current_user: User = Depends(get_current_user)):
    invoice = db.query(Invoice).filter(Invoice.id == invoice_id).first()
    if not invoice:
        raise HTTPException(status_code=404)
    return invoice
`,
    ['object-by-id-without-owner:3'],
  ],
  [
    'an invoice of the caller',
    'invoices.py',
    `@router.get("/invoices/{invoice_id}")
def read_invoice(invoice_id: int, db: Session = Depends(get_db), me: User = Depends(get_current_user)):
    return db.query(Invoice).filter(Invoice.id == invoice_id, Invoice.owner_id == me.id).first()

@router.get("/documents/{document_id}")
def read_document(document_id: int, user: User = Depends(get_current_user)):
    document = crud.get_document(document_id)
    ensure_can_read(user, document)
    return document
`,
    [],
  ],
  [
    'a middleware that checks',
    'main.py',
    `app = FastAPI()

@app.middleware("http")
async def authenticate(request, call_next):
    if request.headers.get("x-api-key") != settings.api_key:
        return JSONResponse(status_code=401, content={})
    return await call_next(request)

@app.delete("/users/{user_id}")
async def delete_user(user_id: int):
    await db.delete(user_id)
`,
    [],
  ],
  [
    'an api key in a header',
    'main.py',
    `app = FastAPI()

def check_key(x_api_key: str = Header()):
    if x_api_key != KEY:
        raise HTTPException(status_code=401)

@app.post("/config", dependencies=[Depends(check_key)])
async def set_config(c: Config):
    return save(c)

@app.post("/settings")
async def set_settings(c: Config, key: str = Security(api_key_header)):
    return save(c)
`,
    [],
  ],
];

const django: Sample[] = [
  [
    'function views',
    'shop/views.py',
    `from django.shortcuts import get_object_or_404, redirect, render
from django.contrib.auth.decorators import login_required

@login_required
def order_list(request):
    return render(request, "orders.html", {"orders": Order.objects.filter(user=request.user)})

@login_required
def order_create(request):
    if request.method == "POST":
        Order.objects.create(user=request.user, **request.POST)
    return redirect("orders")

def order_delete(request, pk):
    order = get_object_or_404(Order, pk=pk)
    order.delete()
    return redirect("orders")
`,
    ['route-without-siblings-guard:14'],
  ],
  [
    'an order of somebody else',
    'shop/views.py',
    `from django.contrib.auth.decorators import login_required

@login_required
def order_detail(request, order_id):
    order = get_object_or_404(Order, pk=order_id)
    return render(request, "order.html", {"order": order})
`,
    ['object-by-id-without-owner:5'],
  ],
  [
    'an order of the caller',
    'shop/views.py',
    `from django.contrib.auth.decorators import login_required

@login_required
def order_detail(request, order_id):
    order = get_object_or_404(Order, pk=order_id, user=request.user)
    return render(request, "order.html", {"order": order})

@permission_required("shop.delete_order")
def order_delete(request, order_id):
    get_object_or_404(Order, pk=order_id).delete()
    return redirect("orders")

@user_passes_test(lambda u: u.is_superuser)
def users(request):
    return render(request, "users.html", {"users": User.objects.all()})
`,
    [],
  ],
  [
    'a view that deletes for anyone',
    'accounts/views.py',
    `from django.http import JsonResponse
from .models import User

def delete_user(request, user_id):
    User.objects.get(id=user_id).delete()
    return JsonResponse({"ok": True})
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'a check in the body',
    'accounts/views.py',
    `from django.http import JsonResponse, HttpResponseForbidden
from .models import User

def delete_user(request, user_id):
    if not request.user.is_staff:
        return HttpResponseForbidden()
    User.objects.get(id=user_id).delete()
    return JsonResponse({"ok": True})

def remove_user(request, user_id):
    if not request.user.has_perm("accounts.delete_user"):
        raise PermissionDenied
    User.objects.get(id=user_id).delete()
    return JsonResponse({"ok": True})
`,
    [],
  ],
  [
    'class views',
    'shop/views.py',
    `from django.views.generic import DeleteView, ListView, UpdateView
from django.contrib.auth.mixins import LoginRequiredMixin

class ArticleCreate(LoginRequiredMixin, CreateView):
    model = Article

class ArticleUpdate(LoginRequiredMixin, UserPassesTestMixin, UpdateView):
    model = Article

class ArticleDelete(DeleteView):
    model = Article
    success_url = "/"
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'class views wrapped in urls, or with a decorator',
    'shop/views.py',
    `from django.views.generic import DeleteView, View
from django.urls import path

class InvoiceDelete(DeleteView):
    model = Invoice

@method_decorator(staff_member_required, name="dispatch")
class UserDelete(DeleteView):
    model = User

class Home(TemplateView):
    template_name = "home.html"

urlpatterns = [path("invoice/<int:pk>/delete", login_required(InvoiceDelete.as_view()))]
`,
    ['low object-by-id-without-owner:4'],
  ],
  [
    'view sets, one without permissions',
    'api/views.py',
    `from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated, IsAdminUser

class ProjectViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated, IsMember]
    serializer_class = ProjectSerializer

class TeamViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated, IsMember]
    serializer_class = TeamSerializer

class InvitationViewSet(viewsets.ModelViewSet):
    queryset = Invitation.objects.all()
    serializer_class = InvitationSerializer
`,
    ['route-without-siblings-guard:12'],
  ],
  [
    'permissions opened',
    'api/views.py',
    `from rest_framework.views import APIView
from rest_framework.permissions import AllowAny

class DeleteUserView(APIView):
    permission_classes = [AllowAny]

    def delete(self, request, user_id):
        User.objects.filter(id=user_id).delete()
        return Response(status=204)

class RegisterView(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        return Response(create(request.data))

@api_view(["POST"])
@permission_classes([AllowAny])
def transfer_funds(request):
    Account.objects.filter(id=request.data["to_id"]).update(balance=1)
    return Response({})
`,
    ['authorization-opened:5', 'authorization-opened:18'],
  ],
  [
    'a view set alone, whose settings are elsewhere',
    'api/views.py',
    `from rest_framework import viewsets

class ProductViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Product.objects.all()

class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
`,
    ['low sensitive-route-without-guard:6'],
  ],
  [
    'permission methods',
    'api/views.py',
    `from rest_framework import viewsets

class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.all()

    def get_permissions(self):
        if self.action == "list":
            return [IsAuthenticated()]
        return [IsAdminUser()]

    def get_queryset(self):
        return Order.objects.filter(user=self.request.user)
`,
    [],
  ],
];

const others: Sample[] = [
  [
    'aiohttp',
    'server.py',
    `from aiohttp import web

async def delete_user(request):
    await request.app["db"].execute("DELETE FROM users WHERE id = $1", request.match_info["id"])
    return web.json_response({})

app = web.Application()
app.add_routes([web.delete("/users/{id}", delete_user)])
`,
    ['sensitive-route-without-guard:3'],
  ],
  [
    'aiohttp with a middleware',
    'server.py',
    `from aiohttp import web

@web.middleware
async def auth_middleware(request, handler):
    if request.headers.get("Authorization") != TOKEN:
        raise web.HTTPUnauthorized()
    return await handler(request)

async def delete_user(request):
    await request.app["db"].execute("DELETE FROM users WHERE id = $1", request.match_info["id"])
    return web.json_response({})

app = web.Application(middlewares=[auth_middleware])
app.router.add_delete("/users/{id}", delete_user)
`,
    [],
  ],
  [
    'Starlette',
    'server.py',
    `from starlette.applications import Starlette
from starlette.authentication import requires

@requires("authenticated")
async def profile(request):
    return JSONResponse({"user": request.user.display_name})

async def delete_account(request):
    await db.execute("DELETE FROM accounts WHERE id = :id", {"id": request.path_params["id"]})
    return JSONResponse({})

app = Starlette(routes=[
    Route("/profile", profile),
    Route("/accounts/{id}", delete_account, methods=["DELETE"]),
])
`,
    ['sensitive-route-without-guard:8'],
  ],
  [
    'Tornado',
    'server.py',
    `import tornado.web

class ProfileHandler(tornado.web.RequestHandler):
    @tornado.web.authenticated
    def get(self):
        self.write(self.current_user)

class UserHandler(tornado.web.RequestHandler):
    def delete(self, user_id):
        db.execute("DELETE FROM users WHERE id = %s", user_id)
        self.write("ok")
`,
    ['sensitive-route-without-guard:9'],
  ],
  [
    'Tornado with a check in prepare',
    'server.py',
    `import tornado.web

class Base(tornado.web.RequestHandler):
    def prepare(self):
        if not self.get_secure_cookie("user"):
            raise tornado.web.HTTPError(403)

class UserHandler(Base):
    def delete(self, user_id):
        db.execute("DELETE FROM users WHERE id = %s", user_id)
`,
    ['admin-route-for-any-user:9'],
  ],
];

describe.each([
  ['Flask', flask],
  ['FastAPI', fastapi],
  ['Django', django],
  ['other frameworks', others],
])('%s', (_, samples) => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

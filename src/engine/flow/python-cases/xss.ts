// Python programs with and without cross-site scripting; `# !` marks the line that must be found.
export const classes = ['xss'];

export const programs = String.raw`
--- flask return fstring
from flask import Flask, request
@app.route('/h')
def h():
    name = request.args.get('name')
    return f'<h1>Hello {name}</h1>'  # !
--- flask return plus
from flask import Flask, request
@app.route('/h')
def h():
    return 'Hello ' + request.args.get('name', '')  # !
--- flask return percent
from flask import Flask, request
@app.route('/h')
def h():
    return '<p>%s</p>' % request.values['n']  # !
--- flask return format
from flask import Flask, request
@app.route('/h/<name>')
def h(name):
    return "<b>{}</b>".format(name)  # !
--- flask return whole
from flask import Flask, request
@app.route('/h')
def h():
    return request.args['x']  # !
--- make_response
from flask import Flask, request, make_response
@app.route('/h')
def h():
    name = request.args.get('name', '')
    resp = make_response("Your name is " + name)  # !
    return resp
--- Response
from flask import Flask, request, Response
@app.route('/h')
def h():
    return Response("<p>" + request.form['c'] + "</p>", mimetype='text/html')  # !
--- Markup
from flask import request, Markup
@app.route('/h')
def h():
    return render_template('x.html', c=Markup(request.form['c']))  # !
--- method view
from flask.views import MethodView
from flask import request
class V(MethodView):
    def get(self):
        return "<p>%s</p>" % request.args['a']  # !
--- html grown
from flask import request
@app.route('/h')
def h():
    html = '<ul>'
    for x in request.args.getlist('x'):
        html += '<li>' + x + '</li>'
    html += '</ul>'
    return html  # !
--- html join
from flask import request
@app.route('/h')
def h():
    items = [f"<li>{x}</li>" for x in request.args.getlist('x')]
    return "<ul>" + "".join(items) + "</ul>"  # !
--- triple quoted
from flask import request
@app.route('/h', methods=['POST'])
def h():
    comment = request.form.get('comment')
    return f"""<html><body>
    {comment}
    </body></html>"""  # !2
--- tuple status
from flask import request
@app.errorhandler(404)
def h(e):
    return "<h1>Not found: %s</h1>" % request.url, 404  # !
--- replace template
from flask import request
@app.route('/h')
def h():
    page = open('page.html').read()
    return page.replace('NAME', request.args['n'])  # !
--- template replace const
TEMPLATE = "<html>{{name}}</html>"
@app.route('/h')
def h():
    return TEMPLATE.replace("{{name}}", request.args['n'])  # !
--- django HttpResponse
from django.http import HttpResponse
def v(request):
    return HttpResponse("Hello %s" % request.GET.get('n'))  # !
--- django HttpResponse whole
from django.http import HttpResponse
def v(request):
    return HttpResponse(request.GET.get('n'))  # !
--- django url kwarg
from django.http import HttpResponse
def v(request, name):
    return HttpResponse(f"<p>{name}</p>")  # !
--- django mark_safe
from django.utils.safestring import mark_safe
def v(request):
    return render(request, 'x.html', {'c': mark_safe(request.POST['c'])})  # !
--- django mark_safe filter
from django import template
from django.utils.safestring import mark_safe
register = template.Library()
@register.filter
def bold(value):
    return mark_safe("<b>%s</b>" % value)  # !
--- django format_html misuse
from django.utils.html import format_html
def v(request):
    return format_html("<b>" + request.GET['n'] + "</b>")  # !
--- django admin
from django.contrib import admin
from django.utils.safestring import mark_safe
class A(admin.ModelAdmin):
    def link(self, obj):
        return mark_safe('<a href="%s">%s</a>' % (obj.url, obj.name))  # !
--- django class view
from django.views import View
from django.http import HttpResponse
class V(View):
    def get(self, request):
        return HttpResponse("<div>" + request.GET["q"] + "</div>")  # !
--- fastapi HTMLResponse
from fastapi.responses import HTMLResponse
@app.get("/h")
def h(name: str):
    return HTMLResponse(f"<h1>{name}</h1>")  # !
--- fastapi response_class
from fastapi.responses import HTMLResponse
@app.get("/h", response_class=HTMLResponse)
async def h(q: str = ""):
    return f"<p>Results for {q}</p>"  # !
--- fastapi content kw
from fastapi.responses import HTMLResponse
@app.post("/h")
def h(name: str = Form(...)):
    return HTMLResponse(content="<h1>" + name + "</h1>", status_code=200)  # !
--- starlette
from starlette.responses import HTMLResponse
async def home(request):
    return HTMLResponse('<p>' + request.query_params['x'] + '</p>')  # !
--- aiohttp
from aiohttp import web
async def h(request):
    return web.Response(text="<p>" + request.query['x'] + "</p>", content_type='text/html')  # !
--- tornado
import tornado.web
class H(tornado.web.RequestHandler):
    def get(self):
        self.write("<p>" + self.get_argument('x') + "</p>")  # !
--- bottle
from bottle import route, request
@route('/h')
def h():
    return '<p>%s</p>' % request.query.x  # !
--- cherrypy
import cherrypy
class R:
    @cherrypy.expose
    def index(self, name):
        return "<p>" + name + "</p>"  # !
--- sanic
from sanic import response
@app.route('/h')
async def h(request):
    return response.html(f"<p>{request.args.get('x')}</p>")  # !
--- pyramid
from pyramid.response import Response
def h(request):
    return Response('<p>%s</p>' % request.params['x'])  # !
--- http.server
from http.server import BaseHTTPRequestHandler
class H(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.wfile.write(("<p>" + self.path + "</p>").encode())  # !
--- wsgi
from urllib.parse import parse_qs
def application(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/html')])
    q = parse_qs(environ['QUERY_STRING'])
    return [("<p>" + q['x'][0] + "</p>").encode()]  # !
--- lambda html
def lambda_handler(event, context):
    name = event['queryStringParameters']['name']
    return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': f'<h1>{name}</h1>'}  # !
--- jinja autoescape none render
from jinja2 import Template
@app.route('/h')
def h():
    return Template("<p>{{ x }}</p>").render(x=request.args['x'])  # !
--- resp data
from flask import Response
@app.route('/h')
def h():
    resp = Response()
    resp.data = "<p>" + request.args['x'] + "</p>"  # !
    return resp
--- helper page
def page(body):
    return "<html><body>" + body + "</body></html>"
@app.route('/h')
def h():
    return page(request.args['x'])  # !
--- model output
import openai
@app.route('/h')
def h():
    r = client.chat.completions.create(model='m', messages=[])
    return "<div>" + r.choices[0].message.content + "</div>"  # !
--- clean render
@app.route('/h')
def h():
    return render_template('h.html', x=request.args['x'])
--- clean escape
from markupsafe import escape
@app.route('/h/<name>')
def h(name):
    return f"<p>{escape(name)}</p>"
--- clean html escape
import html
@app.route('/h')
def h():
    n = html.escape(request.args['x'])
    return "<p>" + n + "</p>"
--- clean jsonify
@app.route('/h')
def h():
    return jsonify(x=request.args['x'])
--- clean dict
@app.route('/h')
def h():
    return {"x": request.args['x'], "msg": f"hello {request.args['x']}"}
--- clean int
@app.route('/h/<int:i>')
def h(i):
    return f"<p>{i}</p>"
--- clean int cast
@app.route('/h')
def h():
    i = int(request.args['i'])
    return f"<p>{i}</p>"
--- clean bleach
import bleach
@app.route('/h')
def h():
    return Markup(bleach.clean(request.form['c']))
--- clean format_html
from django.utils.html import format_html
def v(request):
    return HttpResponse(format_html("<b>{}</b>", request.GET['n']))
--- clean django render
def v(request):
    return render(request, "x.html", {"n": request.GET["n"]})
--- clean django json
from django.http import JsonResponse, HttpResponse
def v(request):
    return JsonResponse({"n": request.GET["n"]})
--- clean django text
from django.http import HttpResponse
def v(request):
    return HttpResponse(request.GET["n"], content_type="text/plain")
--- clean json dumps
import json
from django.http import HttpResponse
def v(request):
    return HttpResponse(json.dumps({"n": request.GET["n"]}), content_type="application/json")
--- clean mimetype
@app.route('/h')
def h():
    return Response(request.args['x'], mimetype='text/plain')
--- clean fastapi json
from fastapi import FastAPI
@app.get("/h")
def h(name: str):
    return f"hello {name}"
--- clean render_template_string
@app.route('/h')
def h():
    return render_template_string("<p>{{ x }}</p>", x=request.args['x'])
--- clean markup format
from markupsafe import Markup
@app.route('/h')
def h():
    return Markup("<p>{}</p>").format(request.args['x'])
--- clean markup percent
from markupsafe import Markup
@app.route('/h')
def h():
    return Markup("<p>%s</p>") % request.args['x']
--- clean autoescape env
from jinja2 import Environment, select_autoescape
env = Environment(autoescape=select_autoescape())
@app.route('/h')
def h():
    return env.get_template("x.html").render(x=request.args['x'])
--- clean mark_safe constant
from django.utils.safestring import mark_safe
ICON = mark_safe("<i class='x'></i>")
--- clean constant page
@app.route('/h')
def h():
    return "<h1>Hi</h1>"
--- clean redirect
@app.route('/h')
def h():
    return redirect(url_for('x', q=request.args['q']))
--- clean allow
@app.route('/h')
def h():
    c = request.args['c']
    if c not in ('red', 'blue'):
        return 'bad', 400
    return f"<p style='color:{c}'>x</p>"
--- clean model object
@app.route('/u/<name>')
def u(name):
    user = User.query.filter_by(name=name).first_or_404()
    return jsonify(user.to_dict())
--- clean escape helper name
from xml.sax.saxutils import escape as esc
@app.route('/h')
def h():
    return "<p>" + esc(request.args['x']) + "</p>"
--- clean flask restful
from flask_restful import Resource
class R(Resource):
    def get(self, name):
        return {"hello": name}
--- clean tornado dict
import tornado.web
class H(tornado.web.RequestHandler):
    def get(self):
        self.write({"x": self.get_argument('x')})
--- clean tornado escape
import tornado.web, tornado.escape
class H(tornado.web.RequestHandler):
    def get(self):
        self.write("<p>" + tornado.escape.xhtml_escape(self.get_argument('x')) + "</p>")
--- clean aiohttp plain
from aiohttp import web
async def h(request):
    return web.Response(text="hi " + request.query['x'])
--- clean file write
def save(path, title):
    with open(path, "w") as f:
        f.write("<h1>" + title + "</h1>")
--- clean lambda json
import json
def lambda_handler(event, context):
    return {'statusCode': 200, 'body': json.dumps({'x': event['x']})}
--- clean markup in the JSON of FastAPI
from fastapi import FastAPI
app = FastAPI()
@app.get('/f')
def f(title: str):
    return {'html': f'<p>{title}</p>'}
--- clean markup in JSON
async def f(request: web.Request):
    return web.json_response({'html': '<p>' + request.query['x'] + '</p>'})
--- markup of FastAPI that says it is a page
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
app = FastAPI()
@app.get('/f', response_class=HTMLResponse)
def f(title: str):
    return f'<p>{title}</p>'  # !
--- clean plain text
@app.get('/f')
def f():
    return Response('<label>' + request.args['x'], mimetype='text/plain')
--- Markdown
import markdown
from flask import Flask, request
@app.post('/f')
def f():
    return markdown.markdown(request.form['text'])  # !
--- clean escaping environment
from jinja2 import Environment
@app.post('/f')
def f():
    page = Environment(autoescape=True).from_string('<p>{{ x }}</p>')
    return page.render(x=request.form['text'])
--- clean template of Django
from django.http import HttpResponse
from django.template import Context, Template
def page(request):
    return HttpResponse(Template('<p>{{ name }}</p>').render(Context({'name': request.GET['name']})))
--- clean template of an engine of Django
from django.http import HttpResponse
from django.template import engines
def page(request):
    template = engines['django'].from_string('<p>{{ name }}</p>')
    return HttpResponse(template.render({'name': request.GET['name']}))
--- headers behind the answer
from flask import request
@app.get('/a')
def a():
    return request.args['q'], 200, {'Content-Type': 'text/plain'}
@app.get('/b')
def b():
    return f"{request.args['q']},1", {'Content-Type': 'text/csv'}
@app.get('/c')
def c():
    return request.args['q'], 200, {'Content-Type': 'text/html'}  # !
--- lists are pages to WSGI and JSON to Flask
from urllib.parse import parse_qs
def application(environ, start_response):
    q = parse_qs(environ['QUERY_STRING'])
    start_response('200 OK', [('Content-Type', 'text/html')])
    return ['<p>' + q['a'][0] + '</p>']  # !
--- lists are JSON to Flask
from flask import request
@app.get('/a')
def a():
    return [request.args['q']]
--- JSON in a script and in an attribute
import json
from django.http import HttpResponse
def a(request):
    q = request.GET.get("q")
    return HttpResponse("<script>var q = " + json.dumps(q) + ";</script>")  # !
def b(request):
    q = request.GET.get("q")
    return HttpResponse(f"<div data-q='{json.dumps(q)}'></div>")  # !
--- clean JSON after a script, with its brackets replaced, and as an answer
import json
from django.http import HttpResponse
def a(request):
    data = json.dumps(request.GET.get("q")).replace("<", "\\u003c")
    return HttpResponse("<script>var q = " + data + ";</script>")
def b(request):
    return HttpResponse(json.dumps({"q": request.GET.get("q")}))
def c(request):
    return HttpResponse("<script>go()</script>\n" + json.dumps(len(request.GET)))
--- mark_safe of the module beside
from django import template
from django.utils.html import mark_safe
register = template.Library()
@register.simple_tag
def link(owner):
    return mark_safe("<a href='/u/%s'>%s</a>" % (owner.pk, owner.display_name))  # !
--- clean constants of the module beside
from django import template
from django.utils.html import mark_safe, format_html
register = template.Library()
@register.filter
def icon(value):
    return mark_safe('<i class="ok"></i>') if value else format_html("<i>{}</i>", value)
--- html of what is quoted
@app.get('/f')
def f():
    return f"<p>{request.args['q']!r}</p>"  # !
`;

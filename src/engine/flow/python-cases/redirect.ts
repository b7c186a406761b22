// Python programs with and without open redirects; `# !` marks the line that must be found.
export const classes = ['open-redirect'];

export const programs = String.raw`
--- flask
from flask import redirect, request
@app.route('/l')
def l():
    return redirect(request.args.get('next'))  # !
--- flask var
from flask import redirect, request
@app.route('/l')
def l():
    target = request.values['url']
    return redirect(target, code=302)  # !
--- flask or
from flask import redirect, request
@app.route('/l')
def l():
    next_page = request.args.get('next') or url_for('index')
    return redirect(next_page)  # !
--- flask referrer, which is low
from flask import redirect, request
@app.route('/l')
def l():
    return redirect(request.referrer or '/')
--- flask fstring host
from flask import redirect, request
@app.route('/l')
def l():
    return redirect(f"https://{request.args['host']}/x")  # !
--- flask path
from flask import redirect
@app.route('/go/<path:url>')
def go(url):
    return redirect(url)  # !
--- flask if else
from flask import redirect, request
@app.route('/l')
def l():
    if 'next' in request.args:
        return redirect(request.args['next'])  # !
    return redirect('/')
--- django
from django.shortcuts import redirect
def v(request):
    return redirect(request.GET.get('next', '/'))  # !
--- django response
from django.http import HttpResponseRedirect
def v(request):
    url = request.POST['u']
    return HttpResponseRedirect(url)  # !
--- django permanent
from django.http import HttpResponsePermanentRedirect
def v(request):
    return HttpResponsePermanentRedirect(redirect_to=request.GET['u'])  # !
--- django meta
from django.http import HttpResponseRedirect
def v(request):
    return HttpResponseRedirect(request.META.get('HTTP_REFERER', '/'))  # !
--- django class
from django.views.generic import RedirectView
class V(RedirectView):
    def get_redirect_url(self, *args, **kwargs):
        return self.request.GET['next']  # !
--- fastapi
from fastapi.responses import RedirectResponse
@app.get('/go')
def go(next: str = '/'):
    return RedirectResponse(url=next, status_code=302)  # !
--- starlette
from starlette.responses import RedirectResponse
async def go(request):
    return RedirectResponse(request.query_params['next'])  # !
--- tornado
import tornado.web
class L(tornado.web.RequestHandler):
    def get(self):
        self.redirect(self.get_argument('next', '/'))  # !
--- aiohttp
from aiohttp import web
async def l(request):
    raise web.HTTPFound(location=request.query['next'])  # !
--- bottle
from bottle import route, request, redirect
@route('/l')
def l():
    redirect(request.query.next)  # !
--- pyramid
from pyramid.httpexceptions import HTTPFound
def l(request):
    return HTTPFound(location=request.params['next'])  # !
--- header
from flask import Response, request
@app.route('/l')
def l():
    r = Response('', status=302)
    r.headers['Location'] = request.args['u']  # !
    return r
--- django header
from django.http import HttpResponse
def v(request):
    r = HttpResponse(status=302)
    r['Location'] = request.GET['u']  # !
    return r
--- werkzeug
from werkzeug.utils import redirect
@app.route('/l')
def l():
    return redirect(request.args['u'])  # !
--- sanic
from sanic import response
@app.route('/l')
async def l(request):
    return response.redirect(request.args.get('u'))  # !
--- lambda
def lambda_handler(event, context):
    return {'statusCode': 302, 'headers': {'Location': event['queryStringParameters']['u']}}  # !
--- startswith slash only
from flask import redirect, request
@app.route('/l')
def l():
    u = request.args['u']
    if u.startswith('http://'):
        return redirect(u)  # !
    return redirect('/')
--- form data
@app.post('/l')
def l():
    return redirect(request.form['next'])  # !
--- http handler
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlparse, parse_qs
class H(BaseHTTPRequestHandler):
    def do_GET(self):
        q = parse_qs(urlparse(self.path).query)
        self.send_response(302)
        self.send_header('Location', q['u'][0])  # !
        self.end_headers()
--- after the scheme alone
@app.route('/l')
def l():
    return redirect('https:' + request.args['u'])  # !
--- clean url_for
@app.route('/l')
def l():
    return redirect(url_for('u', n=request.args['n']))
--- clean path
@app.route('/l/<n>')
def l(n):
    return redirect('/users/' + n)
--- clean query
@app.route('/l')
def l():
    return redirect('/login?next=' + request.path)
--- clean own host query
@app.route('/l')
def l():
    return redirect(f"https://idp.example.com/auth?state={request.args['s']}")
--- clean django allowed
from django.utils.http import url_has_allowed_host_and_scheme
def v(request):
    n = request.GET.get('next')
    if url_has_allowed_host_and_scheme(n, allowed_hosts={request.get_host()}):
        return redirect(n)
    return redirect('/')
--- clean is_safe_url
def v(request):
    n = request.GET.get('next')
    if not n or not is_safe_url(n):
        n = '/'
    return redirect(n)
--- clean flask is_safe
@app.route('/l')
def l():
    n = request.args.get('next')
    if not is_safe_url(n):
        return abort(400)
    return redirect(n or url_for('index'))
--- clean netloc empty
from urllib.parse import urlparse
@app.route('/l')
def l():
    n = request.args.get('next')
    if not n or urlparse(n).netloc != '':
        n = url_for('index')
    return redirect(n)
--- clean url_parse netloc
from werkzeug.urls import url_parse
@app.route('/l')
def l():
    next_page = request.args.get('next')
    if not next_page or url_parse(next_page).netloc != '':
        next_page = url_for('index')
    return redirect(next_page)
--- clean netloc truthy
from urllib.parse import urlparse
@app.route('/l')
def l():
    n = request.args.get('next', '/')
    if urlparse(n).netloc:
        abort(400)
    return redirect(n)
--- clean netloc and scheme
from urllib.parse import urlparse
@app.route('/l')
def l():
    n = request.args.get('next', '').replace('\\', '')
    if not urlparse(n).netloc and not urlparse(n).scheme:
        return redirect(n, code=302)
    return redirect('/', code=302)
--- clean allow
@app.route('/l')
def l():
    n = request.args['n']
    if n not in ('/a', '/b'):
        n = '/a'
    return redirect(n)
--- clean dict
PAGES = {'a': '/a'}
@app.route('/l')
def l():
    return redirect(PAGES.get(request.args['n'], '/'))
--- clean host allow
from urllib.parse import urlparse
@app.route('/l')
def l():
    u = request.args['u']
    if urlparse(u).hostname not in {'example.com'}:
        abort(400)
    return redirect(u)
--- clean constant
def v(request):
    return redirect('home')
--- clean named route
def v(request, pk):
    return redirect('detail', pk=pk)
--- clean model
def v(request, slug):
    link = get_object_or_404(Link, slug=slug)
    return redirect(link.get_absolute_url())
--- clean request path
def v(request):
    return redirect(request.path)
--- clean django object
from django.shortcuts import redirect
def v(request):
    form = F(request.POST)
    obj = form.save()
    return redirect(obj)
--- clean oauth
@app.route('/l')
def l():
    return oauth.github.authorize_redirect(url_for('cb', _external=True))
--- the beginning of the own address
@app.get("/back")
def back():
    url = request.args["next"]
    if not url.startswith(app.config["BASE_URL"]):
        abort(400)
    return redirect(url)  # !
@app.get("/home")
def home():
    url = request.args["next"]
    if not url.startswith(request.host_url):
        abort(400)
    return redirect(url)
@app.get("/below")
def below():
    url = request.args["next"]
    if not url.startswith(app.config["BASE_URL"].rstrip("/") + "/"):
        abort(400)
    return redirect(url)
`;

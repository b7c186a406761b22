// Python programs with and without requests to chosen addresses; `# !` marks the line that must be found.
export const classes = ['ssrf'];

export const programs = String.raw`
--- requests get
import requests
@app.route('/f')
def f():
    url = request.args.get('url')
    r = requests.get(url)  # !
    return r.text
--- requests keyword
import requests
@app.route('/f')
def f():
    return requests.post(url=request.form['hook'], json={}).text  # !
--- requests host
import requests
@app.route('/f')
def f():
    return requests.get('http://' + request.args['host'] + '/status').text  # !
--- requests request
import requests
@app.route('/f')
def f():
    return requests.request('GET', request.json['url']).text  # !
--- session
import requests
s = requests.Session()
@app.route('/f')
def f():
    return s.get(request.args['u']).text  # !
--- session local
import requests
@app.route('/f')
def f():
    with requests.Session() as s:
        return s.get(request.args['u']).text  # !
--- urllib
import urllib.request
@app.route('/f')
def f():
    return urllib.request.urlopen(request.args['u']).read()  # !
--- urllib Request
from urllib.request import Request, urlopen
@app.route('/f')
def f():
    req = Request(request.args['u'], headers={'a': 'b'})  # !
    return urlopen(req).read()
--- urlretrieve
from urllib.request import urlretrieve
@app.route('/f')
def f():
    urlretrieve(request.args['u'], 'x')  # !
    return ''
--- httpx
import httpx
@app.get('/f')
async def f(url: str):
    async with httpx.AsyncClient() as client:
        r = await client.get(url)  # !
    return r.text
--- httpx direct
import httpx
@app.get('/f')
def f(url: str):
    return httpx.get(url).json()  # !
--- aiohttp
import aiohttp
@app.get('/f')
async def f(url: str):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as resp:  # !
            return await resp.text()
--- pydantic
import requests
from pydantic import BaseModel
class Hook(BaseModel):
    url: str
@app.post('/h')
def h(hook: Hook):
    requests.post(hook.url, json={})  # !
--- pydantic HttpUrl
import requests
from pydantic import BaseModel, HttpUrl
class Hook(BaseModel):
    url: HttpUrl
@app.post('/h')
def h(hook: Hook):
    requests.post(str(hook.url), json={})  # !
--- django
import requests
def v(request):
    return HttpResponse(requests.get(request.GET['u']).content, content_type='image/png')  # !
--- drf
import requests
from rest_framework.views import APIView
class V(APIView):
    def post(self, request):
        r = requests.get(request.data['url'], timeout=5)  # !
        return Response(r.json())
--- tornado client
from tornado.httpclient import AsyncHTTPClient
import tornado.web
class H(tornado.web.RequestHandler):
    async def get(self):
        r = await AsyncHTTPClient().fetch(self.get_argument('u'))  # !
        self.write({'x': r.body})
--- http.client
import http.client
@app.route('/f')
def f():
    c = http.client.HTTPConnection(request.args['host'])  # !
    c.request('GET', '/')
    return ''
--- socket
import socket
@app.route('/f')
def f():
    s = socket.socket()
    s.connect((request.args['host'], 80))  # !
    return ''
--- urllib3
import urllib3
http = urllib3.PoolManager()
@app.route('/f')
def f():
    return http.request('GET', request.args['u']).data  # !
--- pycurl
import pycurl
@app.route('/f')
def f():
    c = pycurl.Curl()
    c.setopt(c.URL, request.args['u'])  # !
    c.perform()
    return ''
--- helper
import requests
def fetch(url):
    return requests.get(url, timeout=3).text  # !
@app.route('/f')
def f():
    return fetch(request.args['u'])
--- fstring host
import requests
@app.get('/f')
def f(region: str):
    return requests.get(f"https://{region}.internal.example.com/x").text  # !
--- scheme check only
import requests
@app.route('/f')
def f():
    u = request.args['u']
    if not u.startswith('http'):
        abort(400)
    return requests.get(u).text  # !
--- mcp fetch
import httpx
from mcp.server.fastmcp import FastMCP
mcp = FastMCP('x')
@mcp.tool()
async def fetch(url: str) -> str:
    async with httpx.AsyncClient() as c:
        r = await c.get(url)  # !
    return r.text
--- lambda
import requests
def lambda_handler(event, context):
    return requests.get(event['url']).text  # !
--- prefix block list
import requests
@app.route('/f')
def f():
    u = request.args['u']
    if 'localhost' in u:
        abort(400)
    return requests.get(u).text  # !
--- pandas read_csv url
import requests
@app.route('/f')
def f():
    u = request.args['u']
    img = requests.get(u, stream=True)  # !
    return ''
--- wget
import wget
@app.route('/f')
def f():
    wget.download(request.args['u'])  # !
    return ''
--- selenium
from selenium import webdriver
@app.route('/f')
def f():
    driver = webdriver.Chrome()
    driver.get(request.args['u'])  # !
    return ''
--- base join
import requests
from urllib.parse import urljoin
@app.route('/f')
def f():
    return requests.get(urljoin('https://api.example.com/', request.args['p'])).text  # !
--- clean path part
import requests
@app.route('/f')
def f():
    return requests.get('https://api.example.com/u/' + request.args['id']).text
--- clean query
import requests
@app.route('/f')
def f():
    return requests.get('https://api.example.com/s', params={'q': request.args['q']}).text
--- clean base constant
import requests
BASE = 'https://api.example.com'
@app.route('/f')
def f():
    return requests.get(f"{BASE}/u/{request.args['id']}").text
--- clean base environ
import requests, os
BASE = os.environ['API_URL']
@app.route('/f')
def f():
    return requests.get(f"{BASE}/u/{request.args['id']}").text
--- clean host allow
import requests
from urllib.parse import urlparse
@app.route('/f')
def f():
    u = request.args['u']
    if urlparse(u).hostname not in ALLOWED:
        abort(400)
    return requests.get(u).text
--- clean host allow var
import requests
from urllib.parse import urlparse
@app.route('/f')
def f():
    u = request.args['u']
    parsed = urlparse(u)
    if parsed.scheme != 'https' or parsed.netloc not in ALLOWED:
        abort(400)
    return requests.get(u).text
--- clean host allow host var
import requests
from urllib.parse import urlparse
@app.route('/f')
def f():
    u = request.args['u']
    host = urlparse(u).hostname
    if host not in ALLOWED:
        abort(400)
    return requests.get(u).text
--- clean host equals
import requests
from urllib.parse import urlparse
@app.route('/f')
def f():
    u = request.args['u']
    if urlparse(u).netloc == 'api.example.com':
        return requests.get(u).text
    abort(400)
--- clean prefix with slash
import requests
@app.route('/f')
def f():
    u = request.args['u']
    if not u.startswith('https://api.example.com/'):
        abort(400)
    return requests.get(u).text
--- clean dict
import requests
HOOKS = {'a': 'https://a.example.com'}
@app.route('/f')
def f():
    return requests.get(HOOKS[request.args['h']]).text
--- clean library
import requests
def get(url):
    return requests.get(url, timeout=3)
--- clean config
import requests
def get(self, path):
    return requests.get(self.base_url + path, timeout=3)
--- clean cache get
@app.route('/f')
def f():
    return cache.get(request.args['k'])
--- clean db session get
@app.route('/f')
def f():
    return jsonify(session.get(request.args['k']))
--- clean validated helper
import requests
@app.route('/f')
def f():
    u = request.args['u']
    if not is_allowed_host(u):
        abort(400)
    return requests.get(u).text
--- clean int port
import requests
@app.route('/f')
def f():
    p = int(request.args['p'])
    return requests.get(f'http://127.0.0.1:{p}/').text
--- clean body only
import requests
@app.route('/f')
def f():
    return requests.post('https://x.example.com', json=request.json, headers={'a': request.args['b']}).text
--- clean dict get model
@app.route('/f')
def f():
    client = clients.get(request.args['c'])
    return client.name
`;

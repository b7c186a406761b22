// Python programs with and without command injection; `# !` marks the line that must be found.
export const classes = ['command-injection'];

export const programs = String.raw`
--- a topic of Kafka
from aiokafka import AIOKafkaConsumer
import json, os
async def work():
    consumer = AIOKafkaConsumer('files')
    async for record in consumer:
        os.system('convert ' + json.loads(record.value)['name'])  # !
--- a channel of Redis
import os
import redis
def work():
    channel = redis.Redis().pubsub()
    for message in channel.listen():
        os.system('convert ' + message['data'].decode())  # !
--- a queue of RabbitMQ
import json, os
import pika
def on_job(ch, method, properties, body):
    os.system('convert ' + json.loads(body)['name'])  # !
def work(channel):
    channel.basic_consume(queue='jobs', on_message_callback=on_job)
--- a subject of NATS
import asyncio, nats
async def work():
    nc = await nats.connect('nats')
    async def on_job(msg):
        await asyncio.create_subprocess_shell('convert ' + msg.data.decode())  # !
    await nc.subscribe('jobs', cb=on_job)
--- clean a number of a topic
from aiokafka import AIOKafkaConsumer
import json, os
async def work():
    async for record in AIOKafkaConsumer('files'):
        os.system('convert %d.png' % int(json.loads(record.value)['id']))
--- clean one of a few of a queue
import subprocess
import pika
def on_job(ch, method, properties, body):
    kind = body.decode()
    if kind not in ('clean', 'index'):
        return
    subprocess.run('jobs ' + kind, shell=True)
def work(channel):
    channel.basic_consume(queue='jobs', on_message_callback=on_job)
--- clean a word first, so no option
import re, subprocess
REF = re.compile(r'[A-Za-z0-9][A-Za-z0-9._/-]{0,80}')
@app.get('/log')
def log():
    ref = request.args['ref']
    if not REF.fullmatch(ref):
        abort(400)
    return subprocess.run(['git', 'log', ref], capture_output=True).stdout
--- a dash may come first
import re, subprocess
REF = re.compile(r'^[A-Za-z0-9._/-]+$')
@app.get('/log')
def log():
    ref = request.args['ref']
    if not REF.match(ref):
        abort(400)
    return subprocess.run(['git', 'log', ref], capture_output=True).stdout  # !
--- what is before the dash may be nothing
import re, subprocess
REF = re.compile(r'^[a-z]*[a-z./-]+$')
@app.get('/log')
def log():
    ref = request.args['ref']
    if not REF.match(ref):
        abort(400)
    return subprocess.run(['git', 'log', ref], capture_output=True).stdout  # !
--- commands for a fleet
import boto3
ssm = boto3.client('ssm')
@app.post('/run')
def run():
    lines = [f"/opt/report.sh {request.json['name']}"]
    ssm.send_command(InstanceIds=IDS, DocumentName='AWS-RunShellScript', Parameters={'commands': lines})  # !
--- clean a fixed command for a fleet
import boto3
ssm = boto3.client('ssm')
@app.post('/run')
def run():
    ssm.send_command(InstanceIds=[request.json['host']], DocumentName='AWS-RunShellScript', Parameters={'commands': ['/opt/x']})
--- os.system flask
import os
from flask import request
@app.route('/p')
def p():
    host = request.args.get('host')
    os.system('ping -c 1 ' + host)  # !
    return ''
--- popen fstring
import os
@app.route('/p/<host>')
def p(host):
    return os.popen(f"nslookup {host}").read()  # !
--- subprocess shell true
import subprocess
@app.post('/p')
def p():
    cmd = "dig {}".format(request.form['d'])
    return subprocess.check_output(cmd, shell=True)  # !
--- from import
from subprocess import Popen, PIPE
def run(name):
    p = Popen("grep " + name + " /etc/passwd", shell=True, stdout=PIPE)  # !
    return p.communicate()
--- alias
import subprocess as sp
def run(name):
    sp.call("rm -rf %s" % name, shell=True)  # !
--- getoutput
import subprocess
def run(name):
    return subprocess.getoutput("cat " + name)  # !
--- asyncio
import asyncio
async def run(name):
    proc = await asyncio.create_subprocess_shell(f"convert {name} out.png", stdout=asyncio.subprocess.PIPE)  # !
--- paramiko
import paramiko
def run(host, name):
    ssh = paramiko.SSHClient()
    ssh.connect(host)
    stdin, stdout, stderr = ssh.exec_command("ls " + name)  # !
--- sh -c argv
import subprocess
def run(name):
    subprocess.run(["sh", "-c", "ls " + name])  # !
--- bash -c request
import subprocess
@app.route('/p')
def p():
    subprocess.Popen(["/bin/bash", "-c", request.args["c"]])  # !
--- whole command request
import subprocess
@app.route('/p')
def p():
    subprocess.run(request.args["c"], shell=True)  # !
--- kwargs shell
import subprocess
def run(cmd, name):
    kwargs = {"shell": True}
    subprocess.run("ls " + name, **kwargs)  # !
--- args keyword
import subprocess
def run(name):
    subprocess.run(args=f"ls {name}", shell=True, check=False)  # !
--- fabric
from fabric import Connection
def deploy(branch):
    c = Connection('h')
    c.run(f"git checkout {branch}")  # !
--- join list
import os
def run(args):
    os.system("tar czf " + " ".join(args))  # !
--- join list shell
import subprocess
def run(files):
    cmd = ["tar", "czf", "a.tgz"] + files
    subprocess.run(" ".join(cmd), shell=True)  # !
--- string grown
import os
def run(a, b=None):
    cmd = "ffmpeg -i " + a
    if b:
        cmd += " -ss " + b
    os.system(cmd)  # !
--- class
import subprocess
class Runner:
    def __init__(self, path):
        self.path = path
    def go(self):
        subprocess.call("git -C %s pull" % self.path, shell=True)  # !
--- argv
import os, sys
os.system("ls " + sys.argv[1])  # !
--- argparse
import argparse, subprocess
def main():
    p = argparse.ArgumentParser()
    p.add_argument("f")
    args = p.parse_args()
    subprocess.run(f"wc -l {args.f}", shell=True)
--- argparse beside what somebody sent
import argparse, subprocess, requests
def main():
    p = argparse.ArgumentParser()
    p.add_argument("f")
    args = p.parse_args()
    name = requests.get("https://jobs.example.com/next").text
    subprocess.run(f"wc -l {args.f} {name}", shell=True)  # !
--- a record of constants
import subprocess
from dataclasses import dataclass
@dataclass(frozen=True)
class Target:
    host: str
    service: str
TARGETS = {"staging": Target("staging.internal", "api"), "live": Target("live.internal", "web")}
def restart(name):
    target = TARGETS[name]
    subprocess.run(f"ssh {target.host} docker restart {target.service}", shell=True)
--- a record with what was sent
import subprocess
from dataclasses import dataclass
from flask import request
@dataclass(frozen=True)
class Target:
    host: str
    service: str
def restart():
    target = Target("staging.internal", request.args["service"])
    subprocess.run(f"ssh {target.host} docker restart {target.service}", shell=True)  # !
--- click
import click, os
@click.command()
@click.argument("name")
def go(name):
    os.system("echo " + name)
def come(name):
    os.system("echo " + name)  # !
--- click beside what was sent
import click, os, requests
@click.command()
@click.argument("name")
def go(name):
    answer = requests.get("https://jobs.example.com/" + name).text
    os.system(f"echo {name} {answer}")  # !
--- input
import os
os.system("ping " + input())  # !
--- environ
import os
os.system("ls " + os.environ["DIR"])  # !
--- django
from django.http import HttpResponse
import subprocess
def view(request):
    out = subprocess.check_output("ls " + request.GET["d"], shell=True)  # !
    return HttpResponse(out)
--- mcp tool shell
from mcp.server.fastmcp import FastMCP
import subprocess
mcp = FastMCP("x")
@mcp.tool()
def lint(command: str) -> str:
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout  # !
--- tool class run
import subprocess
from langchain.tools import BaseTool
class Lint(BaseTool):
    def _run(self, command: str):
        return subprocess.check_output(command, shell=True)  # !
--- clean tool that is there for commands
from mcp.server.fastmcp import FastMCP
import subprocess
mcp = FastMCP("x")
@mcp.tool()
def run_command(command: str) -> str:
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout
--- helper
import subprocess
def run_cmd(cmd):
    return subprocess.run(cmd, shell=True)  # !
@app.route('/p')
def p():
    run_cmd("ls " + request.args["d"])
    return ""
--- helper parameter whole called with built
import subprocess
def sh(cmd):
    return subprocess.check_output(cmd, shell=True)  # !
def branch(name):
    return sh(f"git checkout {name}")
--- filename upload
import os
@app.post('/u')
def u():
    f = request.files['f']
    f.save('/tmp/x')
    os.system("file /tmp/" + f.filename)  # !
    return ''
--- fastapi
import os
from fastapi import FastAPI
@app.get("/x")
async def x(name: str):
    os.system(f"echo {name}")  # !
--- lambda event
import os
def handler(event, context):
    os.system("echo " + event["name"])  # !
--- program from request
import subprocess
@app.route('/p')
def p():
    subprocess.run([request.args["prog"], "x"])  # !
--- split request
import subprocess
@app.route('/p')
def p():
    subprocess.run(request.args["cmd"].split())  # !
--- shlex split request
import subprocess, shlex
@app.route('/p')
def p():
    subprocess.run(shlex.split(request.form["cmd"]))  # !
--- os exec
import os
@app.route('/p')
def p():
    os.execl(request.args["prog"], "x")  # !
--- commands py2
import commands
def f(x):
    return commands.getoutput("ls %s" % x)  # !
--- template
from string import Template
import os
def f(x):
    os.system(Template("ls $x").substitute(x=x))  # !
--- celery task
import os
@app.task
def convert(path):
    os.system("convert " + path + " out.png")  # !
--- blacklist
import os
@app.route('/p')
def p():
    h = request.args["h"].replace(";", "")
    os.system("ping " + h)  # !
    return ""
--- double quotes around
import os
def f(x):
    os.system('ls "' + x + '"')  # !
--- clean argv list
import subprocess
@app.route('/p')
def p():
    subprocess.run(["ping", "-c", "1", request.args["h"]])
--- clean quote
import os, shlex
@app.route('/p')
def p():
    os.system("ping " + shlex.quote(request.args["h"]))
--- clean quote join
import os, shlex
def f(args):
    os.system(" ".join(shlex.quote(a) for a in args))
--- clean quote map
import os, shlex
def f(args):
    os.system(" ".join(map(shlex.quote, args)))
--- clean shlex join
import subprocess, shlex
def f(args):
    subprocess.run(shlex.join(args), shell=True)
--- clean constant
import os
CMD = "uptime"
os.system(CMD + " -p")
--- clean allow
import os
@app.route('/p')
def p():
    c = request.args["c"]
    if c not in ("start", "stop"):
        abort(400)
    os.system("systemctl " + c + " x")
--- clean dict
import os
CMDS = {"a": "uptime", "b": "df -h"}
@app.route('/p')
def p():
    cmd = CMDS.get(request.args["c"])
    if cmd is None:
        abort(404)
    os.system(cmd)
--- clean int
import os
@app.route('/p')
def p():
    os.system("kill %d" % int(request.args["pid"]))
--- clean ip
import os, ipaddress
@app.route('/p')
def p():
    ip = ipaddress.ip_address(request.args["ip"])
    os.system(f"ping -c 1 {ip}")
--- clean ip validated
import os, ipaddress
@app.route('/p')
def p():
    ip = request.args["ip"]
    try:
        ipaddress.ip_address(ip)
    except ValueError:
        abort(400)
    os.system(f"ping -c 1 {ip}")
--- clean regex
import os, re
@app.route('/p')
def p():
    h = request.args["h"]
    if not re.fullmatch(r"[a-zA-Z0-9.-]+", h):
        return "bad", 400
    os.system(f"ping -c 1 {h}")
--- clean compiled regex
import os, re
HOST = re.compile(r"^[a-zA-Z0-9.-]+$")
@app.route('/p')
def p():
    h = request.args["h"]
    if not HOST.match(h):
        return "bad", 400
    os.system(f"ping -c 1 {h}")
--- clean shell false
import subprocess
def f(x):
    subprocess.run(["ls", x], shell=False)
--- clean sys executable
import subprocess, sys
def f(path):
    subprocess.check_call([sys.executable, "-m", "pip", "install", path])
--- clean constant list splat
import subprocess
def f(*args):
    subprocess.run(["git", *args])
--- clean list var
import subprocess
def f(src, dst):
    cmd = ["cp", src]
    cmd.append(dst)
    subprocess.run(cmd, check=True)
--- clean list concat
import subprocess
def f(args):
    cmd = ["cp"] + args
    subprocess.run(cmd, check=True)
--- clean create_subprocess_exec
import asyncio
async def f(x):
    await asyncio.create_subprocess_exec("ls", x)
--- clean docker client
def f(container, name):
    container.exec_run(["ls", name])
--- clean platform constant
import os, sys
PY = sys.executable
os.system(f"{PY} -m pip list")
--- clean stdin
import subprocess
@app.route('/p')
def p():
    subprocess.run(["wc"], input=request.data)
--- clean pid
import os
os.system(f"kill -9 {os.getpid()}")
--- clean clear screen
import os
os.system("cls" if os.name == "nt" else "clear")
--- clean secure name
import os
def f(n: int):
    os.system(f"seq {n}")
--- clean constant loop
import os
for name in ["a", "b"]:
    os.system("make " + name)
--- clean split constant
import subprocess
def f():
    return subprocess.check_output("git rev-parse HEAD".split())
--- clean membership kept in a variable
import os
@app.route('/p')
def p():
    name = request.args['name']
    ok = name in ALLOWED
    if not ok:
        raise ValueError(name)
    os.system('git checkout ' + name)
--- clean kind of text kept in a variable
import os
@app.route('/p')
def p():
    name = request.args['name']
    is_plain = name.isalnum()
    log.info('asked', name=name)
    if not is_plain:
        return 'no'
    os.system('git checkout ' + name)
--- the answer is overruled
import os
@app.route('/p')
def p():
    name = request.args['name']
    ok = name in ALLOWED
    if request.args.get('force'):
        ok = True
    if not ok:
        return 'no'
    os.system('git checkout ' + name)  # !
--- the subject is written after the answer
import os
@app.route('/p')
def p():
    name = request.args['name']
    ok = name in ALLOWED
    name = request.args['other']
    if not ok:
        return 'no'
    os.system('git checkout ' + name)  # !
--- a partial in a pool
@app.post('/f')
async def f():
    command = 'convert ' + request.form['x']
    await loop.run_in_executor(None, partial(subprocess.run, command, shell=True))  # !
--- clean number of a command
import click
@click.command()
@click.option('--depth', type=int, default=1)
def tree(depth):
    os.system(f'tree -L {depth}')
--- arguments by name that the function takes as one
import os
from flask import request
@app.route('/a')
def a():
    report('x', name=request.args['name'], kind='b')
def report(first, **options):
    os.system('ls ' + options['kind'])
    os.system('ls ' + options['name'])  # !
--- clean arguments by name beside one from outside
import os
from flask import request
@app.route('/b')
def b():
    other(name='a', kind=request.args['kind'])
def other(**options: str):
    os.system('ls ' + options.get('name'))
--- a mapping that is filled by its methods
import os
from flask import request
@app.route('/a')
def a():
    line = {'command': 'ls', 'folder': '/'}
    line.update(command='ls ' + request.args['folder'])
    os.system(line['folder'])
    os.system(line['command'])  # !
@app.route('/b')
def b():
    line = {'command': 'ls'}
    line.setdefault('command', request.args['folder'])
    os.system(line['command'])
--- what a generator hands out
import os
from contextlib import contextmanager
from flask import request
def parts(text):
    for part in text.split(','):
        yield part.strip()
def every(text):
    yield from parts(text)
def known(text):
    yield 'a'
@contextmanager
def folder():
    yield 'ls ' + request.args['folder']
@app.route('/a')
def a():
    for part in every(request.args['parts']):
        os.system('ls ' + part)  # !
    for part in known(request.args['parts']):
        os.system('ls ' + part)
    with folder() as line:
        os.system(line)  # !
--- a field that is written from outside of the class
import os
from flask import request
class Line:
    def text(self):
        return 'ls ' + self.folder
    def known(self):
        return 'ls ' + self.count
@app.route('/a')
def a():
    line = Line()
    line.folder = request.args['n']
    line.count = 'a'
    os.system(line.text())  # !
    os.system(line.known())
--- the shell by another way of naming it
import os, importlib
from flask import request
@app.get('/a')
def a():
    __import__('os').system('ls ' + request.args['d'])  # !
@app.get('/b')
def b():
    importlib.import_module('os').system('ls ' + request.args['d'])  # !
@app.get('/c')
def c():
    os.__dict__['system']('ls ' + request.args['d'])  # !
@app.get('/d')
def d():
    os.system.__call__('ls ' + request.args['d'])  # !
@app.get('/e')
def e():
    vars(os)['system']('ls ' + request.args['d'])  # !
--- one of several
import os
from flask import request
@app.get('/a')
def a():
    name = request.args['name']
    os.system('ls ' + next(one for one in [name]))  # !
@app.get('/b')
def b():
    os.system('ls ' + next((one for one in FOLDERS if one == request.args['name']), 'tmp'))
--- a type that the framework checks
import os
from fastapi import APIRouter
from .kinds import OrderKind
router = APIRouter()
@router.get('/orders/{kind}')
def orders(kind: OrderKind, name: str):
    os.system(f'ls {kind.value}')
    os.system(f'ls {name}')  # !
--- a record that is called like an enumeration
import os
from fastapi import APIRouter
from .models import Category, ProductType
router = APIRouter()
@router.post('/a')
def a(category: Category):
    os.system(f'mkdir {category.name}')  # !
@router.post('/b')
def b(kind: ProductType):
    os.system(f'mkdir {kind.label}')  # !
--- what the shell of another machine reads
import subprocess
from flask import request
@app.post('/a')
def a():
    subprocess.run(['ssh', 'web-1', f"tar xf {request.json['file']}"], check=True)  # !
@app.post('/b')
def b():
    subprocess.run(['ssh', '-p', '22', '-i', KEY, HOST, 'ls', request.json['folder']])  # !
@app.post('/c')
def c():
    subprocess.run(['sudo', 'su', '-', 'deploy', '-c', 'ls ' + request.json['folder']])  # !
def removed(host, path):
    subprocess.run(['ssh', host, f'rm -rf {path}'], check=True)  # !
--- clean what the shell of another machine reads
import shlex, subprocess
from flask import request
@app.post('/a')
def a():
    name = shlex.quote(request.json['file'])
    subprocess.run(['ssh', '--', 'web-1', f'tar xf {name}'], check=True)
    subprocess.run(['ssh', '-o', 'BatchMode=yes', 'web-1', 'uptime'], check=True)
    subprocess.run(['ssh', 'web-1', f"head -n {int(request.json['lines'])} /var/log/app"])
def run(host, command):
    return subprocess.run(['ssh', host, command], check=True)
def each(host, *command):
    return subprocess.run(['ssh', host, *command], check=True)
--- what a switch, a pod and a login are told
import netmiko
from flask import request
from kubernetes import client
from kubernetes.stream import stream
switch = netmiko.ConnectHandler(device_type='cisco_ios', host='switch')
@app.post('/a')
def a():
    return switch.send_command(f"show run interface {request.args['interface']}")  # !
@app.get('/b')
def b():
    command = ['sh', '-c', f"grep {request.args['q']} /log"]
    return stream(client.CoreV1Api().connect_get_namespaced_pod_exec, 'web', 'default', command=command)  # !
@app.get('/c')
def c():
    switch.send_command('show version')
    return stream(client.CoreV1Api().connect_get_namespaced_pod_exec, 'web', 'default', command=['cat', '/log'])
--- a function under a name that is put together
import os, base64
from operator import attrgetter, methodcaller
from flask import request
@app.route('/r')
def r():
    v = request.args.get('v')
    getattr(os, 'metsys'[::-1])(v)  # !
    getattr(os, ''.join(['sys', 'tem']))(v)  # !
    getattr(os, base64.b64decode('c3lzdGVt').decode())(v)  # !
    methodcaller('system', v)(os)  # !
    attrgetter('system')(os)(v)  # !
    (os.system if v else print)(v)  # !
    getattr(os, 'emantser'[::-1])(v)
    methodcaller('getenv', v)(os)
    (os.getenv if v else print)(v)
--- a function that is put into an object
import os
from flask import request
class Tools: pass
@app.route('/r')
def r():
    tools = Tools()
    setattr(tools, 'run', os.system)
    tools.run(request.args.get('v'))  # !
--- functions of a module that are named in pieces
from flask import request
@app.route('/a')
def a():
    getattr(__import__('o' + 's'), 'system')(request.args.get('a'))  # !
@app.route('/c')
def c():
    list(map(__import__('os').system, [request.args.get('c')]))  # !
@app.route('/d')
def d():
    list(map(str.strip, [request.args.get('d')]))
`;

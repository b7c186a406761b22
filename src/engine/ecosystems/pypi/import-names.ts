// Under which names Python imports what PyPI calls otherwise, and what no PyPI project brings.

// Import, then the projects that bring it, the usual one first. Written by hand, 2026-11-21, from the projects' own documentation.
const table = `
cv2 opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless
PIL pillow pillow-simd
yaml pyyaml
sklearn scikit-learn
skimage scikit-image
skopt scikit-optimize
skbio scikit-bio
sksparse scikit-sparse
bs4 beautifulsoup4
dateutil python-dateutil
dotenv python-dotenv
jwt pyjwt
jose python-jose
magic python-magic filemagic
serial pyserial
serial_asyncio pyserial-asyncio
usb pyusb
Crypto pycryptodome pycrypto
Cryptodome pycryptodomex
OpenSSL pyopenssl
git gitpython
gitlab python-gitlab
github pygithub
docx python-docx
docxtpl docxtpl
pptx python-pptx
fitz pymupdf
attr attrs
attrs attrs
discord discord-py py-cord nextcord
telegram python-telegram-bot
telebot pytelegrambotapi
slugify python-slugify
wx wxpython
zmq pyzmq
gremlin_python gremlinpython
nacl pynacl
ldap python-ldap
ldap3 ldap3
memcache python-memcached
socks pysocks
sockshandler pysocks
win32api pywin32
win32com pywin32
win32con pywin32
win32gui pywin32
win32file pywin32
win32pipe pywin32
win32event pywin32
win32process pywin32
win32security pywin32
win32service pywin32
win32serviceutil pywin32
win32clipboard pywin32
win32print pywin32
win32ui pywin32
pythoncom pywin32
pywintypes pywin32
winerror pywin32
servicemanager pywin32
pkg_resources setuptools
setuptools setuptools
distutils setuptools
wheel wheel
MySQLdb mysqlclient
pymysql pymysql
psycopg psycopg psycopg-binary
psycopg_pool psycopg-pool psycopg
psycopg2 psycopg2 psycopg2-binary
mysql mysql-connector-python mysql-connector
cx_Oracle cx-oracle
oracledb oracledb
pyodbc pyodbc
bson pymongo
gridfs pymongo
pymongo pymongo
rest_framework djangorestframework
rest_framework_simplejwt djangorestframework-simplejwt
corsheaders django-cors-headers
django_filters django-filter
debug_toolbar django-debug-toolbar
environ django-environ
storages django-storages
allauth django-allauth
crispy_forms django-crispy-forms
import_export django-import-export
guardian django-guardian
mptt django-mptt
taggit django-taggit
simple_history django-simple-history
model_utils django-model-utils
phonenumber_field django-phonenumber-field
phonenumbers phonenumbers phonenumberslite
imagekit django-imagekit
drf_yasg drf-yasg
drf_spectacular drf-spectacular
channels_redis channels-redis
widget_tweaks django-widget-tweaks
haystack django-haystack
modelcluster django-modelcluster
wagtail wagtail
cms django-cms
oauth2_provider django-oauth-toolkit
social_django social-auth-app-django
social_core social-auth-core
jazzmin django-jazzmin
ninja django-ninja
django_celery_beat django-celery-beat
django_redis django-redis
flask_sqlalchemy flask-sqlalchemy
flask_restful flask-restful
flask_login flask-login
flask_wtf flask-wtf
flask_cors flask-cors
flask_migrate flask-migrate
flask_jwt_extended flask-jwt-extended
flask_socketio flask-socketio
socketio python-socketio
engineio python-engineio
websocket websocket-client
multipart python-multipart multipart
python_multipart python-multipart
pydantic_settings pydantic-settings
email_validator email-validator
pythonjsonlogger python-json-logger
json_log_formatter json-log-formatter
jsonschema jsonschema
markdown markdown
markdown_it markdown-it-py
linkify_it linkify-it-py
uc_micro uc-micro-py
railroad railroad-diagrams
ntlm python-ntlm
pgdb pygresql
CoreFoundation pyobjc pyobjc-framework-cocoa
CFNetwork pyobjc
Security pyobjc
md2pdf md2pdf
mistletoe mistletoe
mdx_math python-markdown-math
pymdownx pymdown-extensions
material mkdocs-material
pygments pygments
OpenGL pyopengl
gi pygobject
cairo pycairo
cairosvg cairosvg
dbus dbus-python
Xlib python-xlib
evdev evdev
usb1 libusb1
bluetooth pybluez
bleak bleak
RPi rpi-gpio
smbus smbus smbus2
smbus2 smbus2
spidev spidev
board adafruit-blinka
busio adafruit-blinka
digitalio adafruit-blinka
kafka kafka-python kafka-python-ng
confluent_kafka confluent-kafka
pika pika
stomp stomp-py
nats nats-py
redis redis
rediscluster redis-py-cluster
aioredis aioredis
consul python-consul
etcd3 etcd3
kazoo kazoo
hvac hvac
novaclient python-novaclient
keystoneclient python-keystoneclient
openstack openstacksdk
swiftclient python-swiftclient
ibm_boto3 ibm-cos-sdk
googleapiclient google-api-python-client
apiclient google-api-python-client
oauth2client oauth2client
google_auth_oauthlib google-auth-oauthlib
google_auth_httplib2 google-auth-httplib2
firebase_admin firebase-admin
pyrebase pyrebase4
gspread gspread
googletrans googletrans
googlemaps googlemaps
tensorflow tensorflow tensorflow-cpu tensorflow-gpu tensorflow-macos tf-nightly
tensorflow_datasets tensorflow-datasets
tensorflow_hub tensorflow-hub
tensorflow_text tensorflow-text
tensorflow_probability tensorflow-probability
tflite_runtime tflite-runtime
tensorboard tensorboard
keras keras tensorflow
torch torch
torchvision torchvision
torchaudio torchaudio
pytorch_lightning pytorch-lightning
lightning lightning
functorch torch
torchgen torch
faiss faiss-cpu faiss-gpu
whisper openai-whisper
openai openai
anthropic anthropic
cohere cohere
mistralai mistralai
groq groq
together together
ollama ollama
llama_cpp llama-cpp-python
llama_index llama-index llama-index-core
chromadb chromadb
pinecone pinecone pinecone-client
weaviate weaviate-client
qdrant_client qdrant-client
pgvector pgvector
langchain langchain
langchain_core langchain-core langchain
langchain_community langchain-community
langchain_openai langchain-openai
langchain_text_splitters langchain-text-splitters langchain
sentence_transformers sentence-transformers
huggingface_hub huggingface-hub transformers
transformers transformers
clip clip openai-clip
open_clip open-clip-torch
segment_anything segment-anything
detectron2 detectron2
mmcv mmcv mmcv-full
mmdet mmdet
ultralytics ultralytics
bitsandbytes bitsandbytes
flash_attn flash-attn
apex apex
pytesseract pytesseract
easyocr easyocr
paddle paddlepaddle paddlepaddle-gpu
paddleocr paddleocr
mediapipe mediapipe
face_recognition face-recognition
dlib dlib
imutils imutils
umap umap-learn
hdbscan hdbscan
lightgbm lightgbm
xgboost xgboost
catboost catboost
imblearn imbalanced-learn
category_encoders category-encoders
mlxtend mlxtend
community python-louvain
igraph igraph python-igraph
graphviz graphviz
pydot pydot
pygraphviz pygraphviz
Bio biopython
rdkit rdkit rdkit-pypi
openbabel openbabel
ase ase
pymatgen pymatgen
osgeo gdal
gdal gdal
ogr gdal
osr gdal
shapefile pyshp
mpl_toolkits matplotlib basemap
pylab matplotlib
matplotlib matplotlib
seaborn seaborn
plotly plotly
dash_bootstrap_components dash-bootstrap-components
dash_html_components dash
dash_core_components dash
streamlit streamlit
pandas_datareader pandas-datareader
pandas_ta pandas-ta
talib ta-lib
yfinance yfinance
ccxt ccxt
binance python-binance
alpaca_trade_api alpaca-trade-api
web3 web3
eth_account eth-account
eth_utils eth-utils
solana solana
solcx py-solc-x
IPython ipython
ipywidgets ipywidgets
ipykernel ipykernel
jupyter_client jupyter-client
nbformat nbformat
notebook notebook
prompt_toolkit prompt-toolkit
tabulate tabulate
termcolor termcolor
tqdm tqdm
progressbar progressbar2 progressbar
pexpect pexpect
psutil psutil
daemon python-daemon
crontab python-crontab
croniter croniter
apscheduler apscheduler
schedule schedule
dns dnspython
netaddr netaddr
nmap python-nmap
scapy scapy
whois python-whois whois
ping3 ping3
paramiko paramiko
sshtunnel sshtunnel
scp scp
fabric fabric
telnetlib3 telnetlib3
winrm pywinrm
requests_toolbelt requests-toolbelt
requests_oauthlib requests-oauthlib
requests_html requests-html
requests_ntlm requests-ntlm
httplib2 httplib2
urllib3 urllib3
certifi certifi
chardet chardet
charset_normalizer charset-normalizer
fake_useragent fake-useragent
selenium selenium
seleniumwire selenium-wire
undetected_chromedriver undetected-chromedriver
webdriver_manager webdriver-manager
playwright playwright
pyppeteer pyppeteer
scrapy scrapy
readability readability-lxml
newspaper newspaper3k
html2text html2text
lxml lxml
markupsafe markupsafe
jinja2 jinja2
mako mako
weasyprint weasyprint
pdfkit pdfkit
PyPDF2 pypdf2
pypdf pypdf
pdfminer pdfminer-six pdfminer
pdfplumber pdfplumber
reportlab reportlab
fpdf fpdf2 fpdf
barcode python-barcode
qrcode qrcode
pyzbar pyzbar
xlrd xlrd
xlwt xlwt
xlsxwriter xlsxwriter
openpyxl openpyxl
odf odfpy
ruamel ruamel-yaml
toml toml
tomli tomli
tomlkit tomlkit
Levenshtein levenshtein python-levenshtein
fuzzywuzzy fuzzywuzzy
rapidfuzz rapidfuzz
thefuzz thefuzz
jellyfish jellyfish
editdistance editdistance
snowballstemmer snowballstemmer
nltk nltk
spacy spacy
en_core_web_sm spacy
gensim gensim
textblob textblob
vaderSentiment vadersentiment
speech_recognition speechrecognition
pyaudio pyaudio
sounddevice sounddevice
soundfile soundfile
pydub pydub
mutagen mutagen
eyed3 eyed3
vlc python-vlc
moviepy moviepy
ffmpeg ffmpeg-python
pytube pytube
youtube_dl youtube-dl
yt_dlp yt-dlp
spotipy spotipy
tweepy tweepy
praw praw
instaloader instaloader
facebook facebook-sdk
slack slackclient
slack_sdk slack-sdk
slack_bolt slack-bolt
twilio twilio
sendgrid sendgrid
mailchimp_marketing mailchimp-marketing
stripe stripe
paypalrestsdk paypalrestsdk
braintree braintree
shopify shopifyapi
jira jira
atlassian atlassian-python-api
zendesk zenpy
notion_client notion-client
airtable airtable-python-wrapper
trello py-trello
pygame pygame pygame-ce
pyglet pyglet
arcade arcade
panda3d panda3d
direct panda3d
Box2D box2d-py box2d
gym gym
gymnasium gymnasium
stable_baselines3 stable-baselines3
ale_py ale-py
PyQt5 pyqt5
PyQt6 pyqt6
PySide2 pyside2
PySide6 pyside6
shiboken2 pyside2
shiboken6 pyside6
sip sip pyqt5-sip
kivy kivy
kivymd kivymd
customtkinter customtkinter
PySimpleGUI pysimplegui
pyautogui pyautogui
pynput pynput
keyboard keyboard
mouse mouse
mss mss
pyscreeze pyscreeze
AppKit pyobjc pyobjc-framework-cocoa
Foundation pyobjc pyobjc-framework-cocoa
Quartz pyobjc pyobjc-framework-quartz
Cocoa pyobjc pyobjc-framework-cocoa
objc pyobjc-core pyobjc
comtypes comtypes
wmi wmi
_pytest pytest
pytest_asyncio pytest-asyncio
pytest_mock pytest-mock
xprocess pytest-xprocess
xdist pytest-xdist
factory factory-boy
faker faker
freezegun freezegun
responses responses
requests_mock requests-mock
httpretty httpretty
vcr vcrpy
moto moto
testcontainers testcontainers
hypothesis hypothesis
behave behave
nose nose
parameterized parameterized
mock mock
sure sure
coverage coverage
docutils docutils
sphinx sphinx
sphinx_rtd_theme sphinx-rtd-theme
recommonmark recommonmark
myst_parser myst-parser
absl absl-py
flags absl-py
google_crc32c google-crc32c
grpc grpcio
grpc_tools grpcio-tools
grpc_status grpcio-status
grpc_health grpcio-health-checking
grpc_reflection grpcio-reflection
pydantic_core pydantic-core pydantic
starlette starlette fastapi
uvicorn uvicorn
strawberry strawberry-graphql
graphene_django graphene-django
graphql graphql-core
gql gql
zeep zeep
suds suds suds-community
pysnmp pysnmp pysnmplib pysnmp-lextudio
can python-can
pymodbus pymodbus
opcua opcua
asyncua asyncua
paho paho-mqtt
gpiozero gpiozero
picamera picamera
picamera2 picamera2
usbtmc python-usbtmc
pyvisa pyvisa
visa pyvisa
nidaqmx nidaqmx
hid hidapi hid
hidapi hidapi
jks pyjks
gnupg python-gnupg
pgpy pgpy
M2Crypto m2crypto
ecdsa ecdsa
rsa rsa
bcrypt bcrypt
passlib passlib
argon2 argon2-cffi
pyotp pyotp
itsdangerous itsdangerous
authlib authlib
onelogin python3-saml
saml2 pysaml2
keycloak python-keycloak
okta okta
msal msal
adal adal
decouple python-decouple
dynaconf dynaconf
configobj configobj
iniconfig iniconfig
dateparser dateparser
parsedatetime parsedatetime
arrow arrow
pendulum pendulum
pytz pytz
tzlocal tzlocal
humanize humanize
babel babel
unidecode unidecode
ftfy ftfy
emoji emoji
regex regex
pyparsing pyparsing
ply ply
lark lark lark-parser
antlr4 antlr4-python3-runtime
tree_sitter tree-sitter
clang libclang clang
capstone capstone
keystone keystone-engine
unicorn unicorn
lief lief
pefile pefile
elftools pyelftools
pwn pwntools
angr angr
z3 z3-solver
sat python-sat
pysat python-sat
ortools ortools
pulp pulp
cvxopt cvxopt
cvxpy cvxpy
gurobipy gurobipy
mip mip
sympy sympy
mpmath mpmath
gmpy2 gmpy2
numpy numpy
pandas pandas
scipy scipy
numba numba
Cython cython
pyximport cython
cffi cffi
_cffi_backend cffi
pybind11 pybind11
lazy_object_proxy lazy-object-proxy
wrapt wrapt
decorator decorator
typing_extensions typing-extensions
mypy_extensions mypy-extensions
importlib_metadata importlib-metadata
importlib_resources importlib-resources
zipp zipp
more_itertools more-itertools
sortedcontainers sortedcontainers
blist blist
bitarray bitarray
bitstring bitstring
lz4 lz4
zstandard zstandard
zstd zstd
snappy python-snappy
brotli brotli
rarfile rarfile
py7zr py7zr
unrar unrar
filetype filetype
xattr xattr
pyinotify pyinotify
inotify inotify
watchdog watchdog
send2trash send2trash
appdirs appdirs
platformdirs platformdirs
distro distro
cpuinfo py-cpuinfo
pynvml nvidia-ml-py pynvml
GPUtil gputil
pyopencl pyopencl
pycuda pycuda
cupy cupy cupy-cuda11x cupy-cuda12x
jax jax
jaxlib jaxlib jax
flax flax
haiku dm-haiku
sonnet dm-sonnet
trax trax
tree dm-tree
dm_control dm-control
mujoco mujoco
pybullet pybullet
open3d open3d
trimesh trimesh
vtk vtk
vtkmodules vtk
mayavi mayavi
nibabel nibabel
SimpleITK simpleitk
pydicom pydicom
astropy astropy
erfa pyerfa
healpy healpy
netCDF4 netcdf4
h5py h5py
tables tables
zarr zarr
pyarrow pyarrow
fastparquet fastparquet
dask dask
distributed distributed
pyspark pyspark
delta delta-spark
ray ray
prefect prefect
airflow apache-airflow
beam apache-beam
apache_beam apache-beam
pyflink apache-flink
superset apache-superset
libcloud apache-libcloud
luigi luigi
dagster dagster
great_expectations great-expectations
snowflake snowflake-connector-python snowflake-snowpark-python
databricks databricks-sdk databricks-sql-connector
sqlalchemy sqlalchemy
sqlalchemy_utils sqlalchemy-utils
alembic alembic
peewee peewee
playhouse peewee
pony pony
tortoise tortoise-orm
databases databases
asyncpg asyncpg
aiomysql aiomysql
aiosqlite aiosqlite
elasticsearch elasticsearch
elasticsearch_dsl elasticsearch-dsl
opensearchpy opensearch-py
influxdb influxdb
influxdb_client influxdb-client
cassandra cassandra-driver scylla-driver
neo4j neo4j neo4j-driver
py2neo py2neo
couchdb couchdb
tinydb tinydb
ZODB zodb
BTrees btrees
sentry_sdk sentry-sdk
raven raven
ddtrace ddtrace
datadog datadog
newrelic newrelic
prometheus_client prometheus-client
statsd statsd
structlog structlog
loguru loguru
logbook logbook
opencensus opencensus
jaeger_client jaeger-client
botocore botocore boto3
boto3 boto3
s3transfer s3transfer boto3
s3fs s3fs
gcsfs gcsfs
adlfs adlfs
aws_cdk aws-cdk-lib
constructs constructs
aws_lambda_powertools aws-lambda-powertools
chalice chalice
troposphere troposphere
kubernetes kubernetes
docker docker docker-py
compose docker-compose
ansible ansible ansible-core
ansible_runner ansible-runner
salt salt
pulumi pulumi
digitalocean python-digitalocean
CloudFlare cloudflare
vault hvac
mcp mcp
fastmcp fastmcp mcp
agents openai-agents
claude_agent_sdk claude-agent-sdk
autogen pyautogen autogen
crewai crewai
dspy dspy dspy-ai
guidance guidance
tiktoken tiktoken
litellm litellm
instructor instructor
gradio gradio
gradio_client gradio-client gradio
chainlit chainlit
nemo nemo-toolkit
pyannote pyannote-audio
TTS tts
gtts gtts
pyttsx3 pyttsx3
elevenlabs elevenlabs
deepgram deepgram-sdk
assemblyai assemblyai
replicate replicate
stability_sdk stability-sdk
diffusers diffusers
accelerate accelerate
peft peft
trl trl
evaluate evaluate
datasets datasets
rouge_score rouge-score
sacrebleu sacrebleu
nlpaug nlpaug
Xlsx xlsxwriter
past future
builtins future
winreg future
tkinter_tooltip tkinter-tooltip
ttkbootstrap ttkbootstrap
ttkthemes ttkthemes
pystray pystray
win10toast win10toast
plyer plyer
usb_hid adafruit-circuitpython-hid
xmltodict xmltodict
defusedxml defusedxml
untangle untangle
dicttoxml dicttoxml
pyquery pyquery
cssselect cssselect
tinycss2 tinycss2
webob webob
werkzeug werkzeug flask
click click flask
pkginfo pkginfo
packaging packaging
pip pip
pipenv pipenv
build build
virtualenv virtualenv
setuptools_scm setuptools-scm
hatchling hatchling
poetry poetry
flit_core flit-core
skbuild scikit-build scikit-build-core
versioneer versioneer
zope zope-interface zope-component
Products zope
plone plone
odoo odoo
frappe frappe
erpnext erpnext
trytond trytond
`;

/** By imported name, the PyPI projects that bring it, the usual one first. */
export const bringersOf: ReadonlyMap<string, readonly string[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((line): [string, string[]] => {
      const [name = '', ...projects] = line.split(' ');
      return [name, projects];
    }),
);

/** Names under which many projects publish; the project is called as the path, with hyphens. */
export const namespaces: ReadonlySet<string> = new Set(
  `google google.cloud azure azure.mgmt azure.ai azure.storage azure.data azure.keyvault azure.communication backports jaraco
  sphinxcontrib ruamel zope plone collective repoze paste logilab lazr opentelemetry opentelemetry.instrumentation
  opentelemetry.exporter airflow.providers pulumi llama_index ibm aliyunsdkcore tencentcloud huaweicloud odoo.addons
  nvidia mpl_toolkits flaskext oslo keystoneauth1 twisted.plugins dagster_cloud haystack_integrations semantic_kernel
  snowflake databricks pyannote allennlp hydra_plugins nemo fs kedro_datasets conda bqplot jupyter prefect_aws dm
  apache proto grpc_health botbuilder msrest spaces yandex vllm_plugins ansible_collections trame`.split(
    /\s+/,
  ),
);

/** Projects of namespaces that are not called as their path. */
export const namespaced: ReadonlyMap<string, string> = new Map([
  ['google.protobuf', 'protobuf'],
  ['google.auth', 'google-auth'],
  ['google.oauth2', 'google-auth'],
  ['google.rpc', 'googleapis-common-protos'],
  ['google.type', 'googleapis-common-protos'],
  ['google.longrunning', 'googleapis-common-protos'],
  ['google.api', 'googleapis-common-protos'],
  ['google.appengine', 'appengine-python-standard'],
  ['google.generativeai', 'google-generativeai'],
  ['google.genai', 'google-genai'],
  ['google.ads', 'google-ads'],
  ['google.adk', 'google-adk'],
  ['google.cloud.aiplatform', 'google-cloud-aiplatform'],
  ['google.cloud.firestore', 'google-cloud-firestore'],
  ['google.cloud.ndb', 'google-cloud-ndb'],
  ['google.cloud.secretmanager', 'google-cloud-secret-manager'],
  ['google.cloud.videointelligence', 'google-cloud-videointelligence'],
  ['google.cloud.texttospeech', 'google-cloud-texttospeech'],
  ['google.cloud.tasks_v2', 'google-cloud-tasks'],
  ['google.cloud.exceptions', 'google-cloud-core'],
  ['azure.storage.blob', 'azure-storage-blob'],
  ['azure.core', 'azure-core'],
  ['azure.functions', 'azure-functions'],
  ['azure.servicebus', 'azure-servicebus'],
  ['azure.cosmos', 'azure-cosmos'],
  ['azure.ai.ml', 'azure-ai-ml'],
  ['opentelemetry.trace', 'opentelemetry-api'],
  ['opentelemetry.metrics', 'opentelemetry-api'],
  ['opentelemetry.context', 'opentelemetry-api'],
  ['opentelemetry.propagate', 'opentelemetry-api'],
  ['opentelemetry.sdk', 'opentelemetry-sdk'],
  ['ruamel.yaml', 'ruamel-yaml'],
  ['zope.interface', 'zope-interface'],
]);

/** Modules that the host of a script, the operating system or Python 2 brings; PyPI does not. */
export const hostModules: ReadonlySet<string> = new Set(
  `bpy bmesh mathutils bgl blf gpu bpy_extras bl_ui aud idaapi idautils idc ida_bytes ida_funcs ida_kernwin ida_hexrays
  ida_name ida_segment ida_typeinf ida_ua ida_xref ghidra java javax jarray com burp gdb lldb vim sublime sublime_plugin
  hou nuke maya pymel unreal unreal_engine c4d pyblish rhinoscriptsyntax Rhino scriptcontext clr System FreeCAD Part Draft
  Sketcher FreeCADGui pcbnew eeschema arcpy qgis processing xbmc xbmcgui xbmcplugin xbmcaddon xbmcvfs gimpfu gimp inkex
  gtk gobject glib gst pygtk gconf gnome sage Sybase mx kinterbasdb apport apport_python_hook apt_inst PackageKit
  machine micropython utime uos usocket ustruct ubinascii network esp esp32 neopixel rp2 pyb microbit
  circuitpython microcontroller storage supervisor usb_cdc js pyodide pyodide_js pyscript micropip dbutils spark awsglue
  pyspark_dbutils apt apt_pkg aptsources dnf rpm yum hawkey libvirt guestfs selinux seobject semanage augeas lsb_release
  debconf softwareproperties gi_compat rospy roslib rosgraph rclpy rosbag tf tf2_ros std_msgs geometry_msgs sensor_msgs
  nav_msgs actionlib cv_bridge ament_index_python launch launch_ros carla airsim omni isaacgym pxr Live ableton
  TouchDesigner td reaper renderdoc obspython weechat hexchat xchat nautilus zulip_bots_host uno unohelper com_sun
  urllib2 urlparse httplib ConfigParser StringIO cStringIO cPickle Queue Tkinter tkMessageBox tkFileDialog ttk Tix Tkconstants
  tkSimpleDialog ScrolledText cookielib Cookie HTMLParser htmlentitydefs commands __builtin__ __builtins__ thread dummy_thread
  BaseHTTPServer SimpleHTTPServer CGIHTTPServer SocketServer xmlrpclib SimpleXMLRPCServer DocXMLRPCServer anydbm dbhash whichdb
  dumbdbm gdbm md5 sha sets exceptions UserDict UserList UserString copy_reg repr robotparser new popen2 mhlib mimetools
  MimeWriter mimify multifile rfc822 rexec Bastion user fpformat ihooks imputil compiler hotshot htmllib sgmllib
  binhex formatter parser symbol macpath asynchat asyncore imp smtpd distutils _bootlocale dummy_threading
  annotationlib compression nt posix nturl2path antigravity this idlelib turtledemo test lib2to3 __future__ __main__
  msilib winreg _winreg winsound sre_compile sre_constants sre_parse pydoc_data ensurepip zoneinfo tomllib graphlib
  site-packages conftest manage settings_local local_settings`.split(/\s+/),
);

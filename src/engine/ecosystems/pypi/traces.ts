// Says by which text a file shows that it uses a project of PyPI, where projects show it at all.
import type { Dependency } from '../../ecosystem.ts';
import { bringersOf } from './import-names.ts';
import { popular } from './popular.ts';
import { normalise } from './requirement.ts';

// Written by hand, 2026-11-21: servers, drivers and codecs that others load, plugins, stubs and build tools.
const silent =
  /^(?:types-|pytest|flake8|pylint|mypy|sphinx|mkdocs|black$|ruff$|isort$|tox|nox|pre-commit|setuptools|wheel$|pip|build$|twine$|coverage$|hatch|poetry|pdm|uv$|gunicorn|uvicorn|hypercorn|daphne|waitress|gevent|greenlet|eventlet|uvloop|httptools|watchfiles|watchdog|websockets|psycopg|mysqlclient|pymysql|mysql-connector|asyncpg|aiopg|aiomysql|aiosqlite|asyncmy|cx-oracle|oracledb|pyodbc|pymssql|python-multipart|email-validator|whitenoise|dj-|django|channels|celery|redis|hiredis|lxml|html5lib|openpyxl|xlrd|xlwt|xlsxwriter|odfpy|pyarrow|fastparquet|tables$|s3fs|gcsfs|adlfs|fsspec|tzdata|certifi|cryptography|bcrypt|argon2|passlib|kaleido|ipykernel|ipython|ipywidgets|jupyter|notebook|nb|accelerate|sentencepiece|protobuf|safetensors|bitsandbytes|tiktoken|einops|timm|httpx|pillow|chardet|charset-normalizer|urllib3|idna|six$|typing-extensions|importlib|exceptiongroup|tomli|zipp|packaging|markupsafe|jinja2|itsdangerous|werkzeug|click$|starlette|pydantic|anyio|sniffio|h11|h2$|brotli|orjson|ujson|opentelemetry|ddtrace|newrelic|sentry|apache-airflow-providers|dbt-|kombu|billiard|vine$|amqp$|numexpr|bottleneck|cython|numba|pywin32|colorama|readline|gnureadline|pyreadline|cffi|awscli|aws|supervisor|honcho|debugpy)|(?:-stubs|-plugin|-cli|-driver|-dialect|-backend|-provider|-theme|-extension)$/;

const modulesOf = new Map<string, string[]>();
for (const [module, projects] of bringersOf)
  for (const project of projects) {
    const name = normalise(project);
    modulesOf.set(name, [...(modulesOf.get(name) ?? []), module]);
  }
const wellKnown = new Set(popular.names.map((name) => normalise(name)));

/** The modules that it brings; nothing where they are not known or its use need not show. */
export function traces({ name }: Pick<Dependency, 'name'>): readonly string[] {
  const modules = modulesOf.get(name) ?? [];
  // How the modules of a project are called that nobody knows is only a guess.
  if (silent.test(name) || (modules.length === 0 && !wellKnown.has(name))) return [];
  const plain = name.replace(/^(?:python|py)-|-(?:python|py|python3)$/g, '');
  return [
    ...new Set([
      ...modules,
      name,
      ...[name, plain].flatMap((one) => [one.replaceAll('-', '_'), one.replaceAll('-', '.')]),
    ]),
  ];
}

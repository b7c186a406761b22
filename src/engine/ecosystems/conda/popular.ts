// Well-known packages of conda-forge, most used first as far as that is known.

// Written by hand.
const names = `
pip python numpy pandas scipy matplotlib scikit-learn jupyter jupyterlab notebook ipykernel ipython requests pytest
pytorch torchvision torchaudio pytorch-cuda cudatoolkit cudnn tensorflow tensorflow-gpu keras xgboost lightgbm catboost
seaborn plotly bokeh altair statsmodels sympy networkx pillow opencv scikit-image h5py hdf5 netcdf4 xarray dask distributed
numba cython numexpr pytables pyarrow fastparquet sqlalchemy psycopg2 pymysql pymongo redis-py flask django fastapi uvicorn
gunicorn aiohttp httpx beautifulsoup4 lxml html5lib scrapy selenium pyyaml toml jinja2 markupsafe click typer rich tqdm
joblib cloudpickle setuptools wheel conda mamba conda-build anaconda-client black flake8 isort mypy pylint ruff pre-commit
coverage pytest-cov pytest-xdist hypothesis tox nox sphinx sphinx_rtd_theme nbsphinx mkdocs nbconvert nbformat ipywidgets
jupyter_client jupyter_core jupyterhub voila papermill streamlit dash panel holoviews hvplot datashader geopandas shapely
fiona rasterio gdal proj pyproj geos cartopy folium rtree rioxarray pysal libgdal
gensim nltk spacy transformers datasets tokenizers huggingface_hub accelerate sentencepiece sentence-transformers
faiss-cpu faiss-gpu langchain openai tiktoken mlflow wandb optuna ray-core ray-tune hydra-core pytorch-lightning torchmetrics
einops timm albumentations imageio imageio-ffmpeg ffmpeg moviepy librosa soundfile pydub
rdkit openmm mdtraj mdanalysis openbabel biopython pysam samtools bcftools bwa bedtools fastqc multiqc snakemake nextflow
scanpy anndata umap-learn leidenalg louvain python-igraph pymc arviz stan pystan cmdstanpy emcee corner astropy healpy
fenics petsc petsc4py mpi4py openmpi mpich vtk pyvista mayavi meshio gmsh trimesh
r-base r-essentials r-tidyverse r-ggplot2 r-dplyr r-devtools rpy2 r-irkernel julia nodejs yarn npm go rust openjdk maven
gcc gxx gfortran compilers cmake make ninja pkg-config git git-lfs curl wget openssl zlib bzip2 xz libffi sqlite postgresql
mysql boost eigen blas mkl openblas lapack fftw gsl libpng libjpeg-turbo freetype fontconfig cairo pango graphviz
python-graphviz pygraphviz pydot pandoc tectonic tk qt pyqt pyside2 pyside6 spyder vim nano tmux zsh htop jq ripgrep
boto3 botocore s3fs gcsfs fsspec awscli google-cloud-sdk google-cloud-storage azure-storage-blob paramiko fabric invoke
cryptography pycryptodome pyjwt bcrypt passlib python-dotenv pydantic attrs marshmallow dataclasses typing_extensions
python-dateutil pytz arrow pendulum openpyxl xlrd xlsxwriter tabulate termcolor colorama psutil watchdog filelock
xlwings pywin32 pyserial pyusb pyinstaller nuitka pybind11 swig cffi llvmlite numpy-base nomkl
intel-openmp libgcc-ng libstdcxx-ng ca-certificates certifi
`;

/** Well-known packages. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known packages of conda-forge',
};

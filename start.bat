@echo off
rem Installs what is missing, then starts openOrchestrator. Arguments go to main.py.
setlocal
cd /d "%~dp0"
if exist .venv\installed.lock (
    fc /b requirements.lock .venv\installed.lock >nul 2>&1 && goto run
    fc /b requirements-dev.lock .venv\installed.lock >nul 2>&1 && goto run
)
echo Preparing the environment (the first time this takes a minute) ...
where uv >nul 2>&1
if not errorlevel 1 (
    if not exist .venv\Scripts\python.exe uv venv --quiet --python ">=3.11" .venv || exit /b 2
    uv pip sync --quiet --python .venv\Scripts\python.exe --require-hashes requirements.lock || exit /b 2
    goto installed
)
set PY=py -3
where py >nul 2>&1 || set PY=python
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if errorlevel 1 (
    echo Python 3.11 or newer is missing. Please install it from python.org, then start again.
    exit /b 2
)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv || exit /b 2
.venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock || exit /b 2
:installed
copy /y requirements.lock .venv\installed.lock >nul
:run
.venv\Scripts\python.exe main.py %*
exit /b %errorlevel%

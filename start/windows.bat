@echo off
chcp 65001 >nul
rem Installs hearten for this user, unless it is there already, puts an icon on the desktop, and opens the desk.
rem It needs Python 3.11 or newer, or uv. Nobody has tried this on Windows yet.
setlocal
set "program=%LOCALAPPDATA%\hearten\program"
set "extras=[git,keyring,pages,s3,sftp,spreadsheets]"

rem A wheel of hearten beside this file, or else the copy of the repository that it lies in.
set "what=%~dp0.."
set "version="
if exist "%~dp0..\generator\__init__.py" for /f "tokens=3" %%v in ('findstr /b __version__ "%~dp0..\generator\__init__.py"') do set "version=%%~v"
for %%f in ("%~dp0hearten-*.whl") do (
    set "what=%%~ff"
    set "version=%%~nxf"
)
if not defined version (
    echo Beside this file there is no hearten. Unpack everything that you fetched, and start it from there.
    goto wait
)

set "from="
if exist "%program%\from" set /p from=<"%program%\from"
if "%from%"=="%version%" goto open

set "python="
for %%p in (py python) do if not defined python %%p -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "python=%%p"
set "uv="
where uv >nul 2>nul && set "uv=uv"
if not defined python if not defined uv (
    echo hearten needs Python 3.11 or newer. Install it first, from python.org. Then start this once more.
    goto wait
)
echo Installing hearten for you. This takes a few minutes, once.
if defined uv goto with_uv
%python% -m venv "%program%" || goto failed
"%program%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check "%what%%extras%" || goto failed
goto installed

:with_uv
uv venv --quiet --allow-existing --python ">=3.11" "%program%" || goto failed
uv pip install --quiet --python "%program%\Scripts\python.exe" "%what%%extras%" || goto failed

:installed
>"%program%\from" echo %version%

:open
rem Not where this file lies: that may be the folder of a site.
cd /d "%USERPROFILE%"
"%program%\Scripts\hearten.exe" shortcut
start "" "%program%\Scripts\pythonw.exe" -P -m generator desk
exit /b 0

:failed
echo hearten could not be installed; the reason stands above. Is this computer online? Then start this once more.

:wait
pause
exit /b 1

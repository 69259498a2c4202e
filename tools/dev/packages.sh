# Sourced by ./dev: installs missing Debian packages from the lists in tools/.

# Prints the packages of the given lists that are not installed, one per line. "npm @npm": not needed where the command
# behind the @ is there already, from wherever.
packages_missing() {
  local wanted="" installed package command
  while read -r package command; do
    [[ -n $command ]] && type -P "${command#@}" >/dev/null && continue
    wanted+=$package$'\n'
  done < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$@" | sort -u)
  wanted=$(sort -u <<<"${wanted%$'\n'}")
  # shellcheck disable=SC2086 # one word per package
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | awk '$2 == "installed" { print $1 }' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

# packages_ensure LIST…: returns at once when nothing is missing.
packages_ensure() {
  if ! command -v dpkg-query >/dev/null; then
    echo "本系统不是 Debian 系，跳过软件包安装；所需清单见：$* / not a Debian system: please install the equivalents of: $*" >&2
    return 0
  fi
  local missing as_root=()
  missing=$(packages_missing "$@" | tr '\n' ' ')
  [[ -z "${missing// /}" ]] && return 0
  if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      cat >&2 <<TEXT
缺少软件包：$missing
请以 root 身份运行 ./dev，或先安装：apt-get install -y --no-install-recommends $missing
Missing Debian packages: $missing
Run ./dev as root, or install them first with the command above.
TEXT
      return 1
    fi
    as_root=(sudo)
  fi
  echo "安装缺少的软件包 / installing: $missing" >&2
  # The tests bring their own private database cluster: the package shall not create and start one for the whole machine.
  if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  # shellcheck disable=SC2086
  if ! { "${as_root[@]}" apt-get -q update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Options::=--force-confold \
      install --no-install-recommends $missing; } >"$root/build/packages.log" 2>&1; then
    tail -n 20 "$root/build/packages.log" >&2
    echo "软件包安装失败，详见 build/packages.log；请检查网络与软件源 / package installation failed, see build/packages.log" >&2
    return 1
  fi
}

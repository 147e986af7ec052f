# A newcomer's machine: a bare Debian 12 made by debootstrap, for the scripts beside this file.
# Sourced. The room inherits the caller's package settings (name service, certificates, pip and apt
# configuration) at run time; nothing of them is copied into the tree.

room_base=${MOTCUA_ROOM_BASE:-/var/cache/motcua/bookworm.tar}

room_make() {  # room_make DIR – a fresh root
  local root=$1
  if [ ! -f "$room_base" ]; then
    command -v debootstrap >/dev/null || apt-get install -y -q --no-install-recommends debootstrap
    local fresh; fresh=$(mktemp -d /var/tmp/motcua-base.XXXXXX)
    debootstrap --variant=minbase bookworm "$fresh" >/dev/null
    mkdir -p "$(dirname "$room_base")"
    tar -C "$fresh" -cf "$room_base.new" . && mv "$room_base.new" "$room_base"
    rm -rf "$fresh"
  fi
  mkdir -p "$root"
  tar -C "$root" -xf "$room_base"
  chmod 755 "$root"  # mktemp made it private: inside, nobody but root could enter
  room_inherit "$root"
}

room_inherit() {
  local root=$1 file
  for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/xdg/pip /etc/ssl/certs \
              /usr/local/share/ca-certificates /etc/apt/apt.conf.d; do
    [ -e "$file" ] || continue
    mkdir -p "$root$(dirname "$file")"
    cp -rL "$file" "$root$(dirname "$file")/" 2>/dev/null || true
  done
  # services of packages must not start inside a room
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
}

room_run() {  # room_run DIR COMMAND… – run inside; every process ends with it
  local root=$1; shift
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --mount --pid --fork --kill-child bash -c '
    root=$1; shift
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mkdir -p "$root/run" && mount -t tmpfs tmpfs "$root/run"
    exec chroot "$root" /usr/bin/env -i HOME=/home/newcomer LANG=C.UTF-8 TERM=dumb \
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} ${PIP_CERT:+PIP_CERT="$PIP_CERT"} \
      ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
      "$@"' room "$root" "$@"
}

room_clone() {  # room_clone DIR – what is committed, as a newcomer would clone it
  local root=$1 top; top=$(git rev-parse --show-toplevel)
  mkdir -p "$root/home/newcomer"
  git clone -q --no-hardlinks "$top" "$root/home/newcomer/motcua"
}

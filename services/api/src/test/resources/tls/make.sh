# Makes the certificates beside this file: OpenSSL 3, run once.
set -e
ca() {
  printf '[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nunique_subject=no\ncopy_extensions=none\n[p]\nO=optional\nCN=supplied\n' > conf
  : > index
  openssl ca -batch -notext -config conf -startdate "$1" -enddate "$2" -extfile ext -in req -out "$3" "${@:4}" 2>/dev/null
}
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
authority() {
  key "$1.key"
  printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n' > ext
  openssl req -new -key "$1.key" -subj "/O=Specie tests/CN=$1" -out req
  ca 20200101000000Z 21200101000000Z "$1.crt" -selfsign -keyfile "$1.key"
}
leaf() {
  printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$3" > ext
  openssl req -new -key provider.key -subj "/O=Specie tests/CN=$1" -out req
  ca "$4" "$5" "$1.crt" -cert "$2.crt" -keyfile "$2.key"
}
authority authority
authority stranger
key provider.key
key other.key
openssl ec -in provider.key -out traditional.key 2>/dev/null
leaf provider authority 'IP:127.0.0.1,DNS:localhost,DNS:*.provider.example' 20200101000000Z 21200101000000Z
leaf elsewhere authority 'DNS:elsewhere.example' 20200101000000Z 21200101000000Z
leaf expired authority 'IP:127.0.0.1,DNS:localhost' 20200101000000Z 20210101000000Z
leaf unborn authority 'IP:127.0.0.1,DNS:localhost' 21190101000000Z 21200101000000Z
leaf foreign stranger 'IP:127.0.0.1,DNS:localhost' 20200101000000Z 21200101000000Z
rm -f req ext conf index* [0-9A-F]*.pem authority.key stranger.key

#!/bin/sh
# apply.sh FOLDER: puts the policies (policy.NAME.json), then the templates (template.NAME.json) into Elasticsearch.
# Needs URL, CA and PASSWORD_FILE; the password reaches curl by its configuration, never as an argument.
set -eu
folder=$1
put() {
  printf 'user = "elastic:%s"\n' "$(cat "$PASSWORD_FILE")" |
    curl --config - --cacert "$CA" --silent --show-error --fail-with-body --retry 30 --retry-delay 10 --retry-all-errors \
      --request PUT --header 'content-type: application/json' --data-binary "@$1" "$URL/$2"
  echo " $2"
}
for file in "$folder"/policy.*.json; do
  name=${file##*/policy.}
  put "$file" "_ilm/policy/${name%.json}"
done
for file in "$folder"/template.*.json; do
  name=${file##*/template.}
  put "$file" "_index_template/${name%.json}"
done

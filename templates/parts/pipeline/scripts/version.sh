#!/usr/bin/env bash
# version.sh BRANCH BUILD: which version a push to BRANCH builds (GitFlow), as outputs version, ref and release.
#   develop            next version by the commits since the last, 1.3.0-dev.BUILD
#   release/X.Y.Z      X.Y.Z-rc.BUILD; so does hotfix/X.Y.Z
#   main               the newest version of CHANGELOG.md, once: release is true until its tag exists
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
branch=${1:?which branch?} build=${2:?which build?}
semver='[0-9]+\.[0-9]+\.[0-9]+'
[[ $build =~ ^[0-9]+$ ]] || fail "The number of a build is digits, not $build"

release=false ref=refs/heads/$branch
case $branch in
  main)
    version=$(sed -nE "s/^## \[($semver)\].*/\1/p" CHANGELOG.md | head -n 1)
    [ -n "$version" ] || fail 'CHANGELOG.md has no version such as ## [1.2.0]'
    ref=refs/tags/v$version
    git rev-parse --quiet --verify "$ref" > /dev/null || release=true
    ;;
  develop)
    # The first version is 0.1.0, whatever came before it.
    version=$(${GIT_CLIFF:-npx --yes git-cliff@2.12.0} --bumped-version)
    version=${version#v}
    # Nothing new since that version: what comes next is at least a patch.
    ! git rev-parse --quiet --verify "refs/tags/v$version" > /dev/null || version=${version%.*}.$((${version##*.} + 1))
    version=$version-dev.$build
    ;;
  release/* | hotfix/*)
    version=${branch#*/}
    [[ $version =~ ^$semver$ ]] || fail "Call the branch ${branch%%/*}/1.2.0, after the version that it prepares"
    version=$version-rc.$build
    ;;
  *) fail "Nothing is built from $branch: use develop, release/*, hotfix/* or main" ;;
esac

output version "$version"
output ref "$ref"
output release "$release"

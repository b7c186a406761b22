// Well-known actions, most used first as far as that is known.

// Written by hand: nobody publishes a ranked list of them.
const names = `
actions/checkout actions/setup-node actions/cache actions/setup-python actions/upload-artifact actions/download-artifact
actions/setup-java actions/setup-go docker/login-action docker/setup-buildx-action docker/build-push-action
actions/github-script codecov/codecov-action docker/setup-qemu-action docker/metadata-action peaceiris/actions-gh-pages
pnpm/action-setup softprops/action-gh-release aws-actions/configure-aws-credentials shivammathur/setup-php
github/codeql-action actions/setup-dotnet actions-rs/toolchain ruby/setup-ruby dtolnay/rust-toolchain
peter-evans/create-pull-request actions/configure-pages actions/deploy-pages actions/upload-pages-artifact actions/stale
actions/labeler actions/create-release actions/upload-release-asset actions/create-github-app-token
actions/dependency-review-action actions/first-interaction actions/add-to-project actions/attest
actions/attest-build-provenance actions/attest-sbom actions/delete-package-versions
 actions/setup-ruby actions/setup-haskell actions/setup-elixir actions/jekyll-build-pages
actions/go-dependency-submission actions/ai-inference
actions-rs/cargo actions-rs/clippy-check actions-rs/audit-check actions-rs/tarpaulin actions-rs/grcov swatinem/rust-cache
taiki-e/install-action taiki-e/upload-rust-binary-action taiki-e/create-gh-release-action taiki-e/cache-cargo-install-action
actions-rust-lang/setup-rust-toolchain actions-rust-lang/audit rustsec/audit-check embarkstudios/cargo-deny-action
moonrepo/setup-rust baptiste0928/cargo-install houseabsolute/actions-rust-cross mozilla-actions/sccache-action
golangci/golangci-lint-action goreleaser/goreleaser-action securego/gosec dominikh/staticcheck-action
golang/govulncheck-action magefile/mage-action
gradle/gradle-build-action gradle/actions gradle/wrapper-validation-action android-actions/setup-android
reactivecircus/android-emulator-runner s4u/setup-maven-action graalvm/setup-graalvm sbt/setup-sbt
coursier/setup-action coursier/cache-action mikepenz/action-junit-report dorny/test-reporter dorny/paths-filter
enricomi/publish-unit-test-result-action madrapps/jacoco-report
google-github-actions/auth google-github-actions/setup-gcloud google-github-actions/deploy-cloudrun
google-github-actions/get-gke-credentials google-github-actions/release-please-action google-github-actions/upload-cloud-storage
google-github-actions/deploy-cloud-functions google-github-actions/deploy-appengine google-github-actions/get-secretmanager-secrets
google-github-actions/ssh-compute google-github-actions/run-gemini-cli googleapis/release-please-action
googlecloudplatform/github-actions google/osv-scanner-action
aws-actions/amazon-ecr-login aws-actions/amazon-ecs-deploy-task-definition aws-actions/amazon-ecs-render-task-definition
aws-actions/setup-sam aws-actions/aws-secretsmanager-get-secrets aws-actions/aws-codebuild-run-build
aws-actions/aws-cloudformation-github-deploy jakejarvis/s3-sync-action
azure/login azure/cli azure/webapps-deploy azure/functions-action azure/docker-login azure/setup-kubectl azure/setup-helm
azure/k8s-deploy azure/k8s-set-context azure/aks-set-context azure/k8s-bake azure/k8s-create-secret azure/static-web-apps-deploy
azure/container-apps-deploy-action azure/powershell azure/arm-deploy azure/get-keyvault-secrets azure/trusted-signing-action
azure/appservice-settings azure/sql-action azure/load-testing azure/bicep-deploy
hashicorp/setup-terraform hashicorp/vault-action hashicorp/setup-packer hashicorp/setup-hc-releases
hashicorp/ghaction-terraform-provider-release hashicorp/ghaction-import-gpg hashicorp/actions-go-build
crazy-max/ghaction-import-gpg crazy-max/ghaction-docker-meta crazy-max/ghaction-github-pages crazy-max/ghaction-docker-buildx
crazy-max/ghaction-setup-docker crazy-max/ghaction-github-labeler crazy-max/ghaction-virustotal crazy-max/ghaction-upx
docker/bake-action docker/scout-action docker/setup-docker-action docker/setup-compose-action

aquasecurity/trivy-action aquasecurity/setup-trivy aquasecurity/tfsec-action
anchore/scan-action anchore/sbom-action snyk/actions sonarsource/sonarcloud-github-action sonarsource/sonarqube-scan-action
 returntocorp/semgrep-action semgrep/semgrep-action trufflesecurity/trufflehog
gitleaks/gitleaks-action zricethezav/gitleaks-action gitguardian/ggshield-action step-security/harden-runner
step-security/secure-repo ossf/scorecard-action slsa-framework/slsa-github-generator slsa-framework/slsa-verifier
sigstore/cosign-installer sigstore/gh-action-sigstore-python bridgecrewio/checkov-action checkmarx/kics-github-action
checkmarx/ast-github-action veracode/veracode-uploadandscan-action fossas/fossa-action fossa-contrib/fossa-action
 zizmorcore/zizmor-action rhysd/actionlint
raven-actions/actionlint reviewdog/action-actionlint reviewdog/action-setup reviewdog/action-eslint
reviewdog/action-golangci-lint reviewdog/action-hadolint reviewdog/action-markdownlint reviewdog/action-misspell
reviewdog/action-rubocop reviewdog/action-shellcheck reviewdog/action-stylelint reviewdog/action-suggester
reviewdog/action-tflint reviewdog/action-yamllint reviewdog/action-ast-grep reviewdog/action-typos reviewdog/action-staticcheck
reviewdog/action-composite-template reviewdog/action-remark-lint reviewdog/action-flake8 reviewdog/action-black
tj-actions/changed-files tj-actions/branch-names tj-actions/verify-changed-files tj-actions/eslint-changed-files
tj-actions/coverage-badge-py tj-actions/glob tj-actions/auto-doc tj-actions/json2file trilom/file-changes-action
jitterbit/get-changed-files
peter-evans/create-or-update-comment peter-evans/find-comment peter-evans/repository-dispatch peter-evans/slash-command-dispatch
peter-evans/dockerhub-description peter-evans/create-issue-from-file peter-evans/enable-pull-request-automerge
peter-evans/close-pull peter-evans/autopep8 peter-evans/close-issue
stefanzweifel/git-auto-commit-action endbug/add-and-commit ad-m/github-push-action github-actions-x/commit
planetscale/ghcommit-action wei/git-sync repo-sync/github-sync repo-sync/pull-request
jamesives/github-pages-deploy-action cloudflare/wrangler-action cloudflare/pages-action amondnet/vercel-action
nwtgck/actions-netlify netlify/actions superfly/flyctl-actions akhileshns/heroku-deploy digitalocean/action-doctl
firebaseextended/action-hosting-deploy w9jds/firebase-action johnbeynon/render-deploy-action
burnett01/rsync-deployments easingthemes/ssh-deploy appleboy/ssh-action appleboy/scp-action appleboy/telegram-action
appleboy/discord-action appleboy/lambda-action webfactory/ssh-agent shimataro/ssh-key-action samkirkland/ftp-deploy-action
garygrossgarten/github-action-ssh fifsky/ssh-action
rlespinasse/github-slug-action mathieudutour/github-tag-action anothrnick/github-tag-action cycjimmy/semantic-release-action
release-drafter/release-drafter ncipollo/release-action marvinpinto/action-automatic-releases svenstaro/upload-release-action
changesets/action conventional-changelog/standard-version tripss/conventional-changelog-action mikepenz/release-changelog-builder-action
requarks/changelog-action orhun/git-cliff-action metcalfc/changelog-generator heinrichreimer/github-changelog-generator-action
phips28/gh-action-bump-version paulhatch/semantic-version gittools/actions codfish/semantic-release-action
robinraju/release-downloader dsaltares/fetch-gh-release-asset wangyoucao577/go-release-action actions-ecosystem/action-add-labels
actions-ecosystem/action-remove-labels actions-ecosystem/action-get-latest-tag actions-ecosystem/action-bump-semver
actions-ecosystem/action-regex-match actions-ecosystem/action-create-comment actions-cool/issues-helper
amannn/action-semantic-pull-request wagoid/commitlint-github-action deepakputhraya/action-pr-title
marocchino/sticky-pull-request-comment thollander/actions-comment-pull-request mshick/add-pr-comment unsplash/comment-on-pr
hmarr/auto-approve-action pascalgn/automerge-action ahmadnassri/action-dependabot-auto-merge dependabot/fetch-metadata
fastify/github-action-merge-dependabot kodiakhq/kodiak mheap/github-action-required-labels
dessant/lock-threads dessant/issue-states contributor-assistant/github-action cla-assistant/github-action
toshimaru/auto-author-assign kentaro-m/auto-assign-action necojackarc/auto-request-review
 renovatebot/github-action eps1lon/actions-label-merge-conflict
8398a7/action-slack slackapi/slack-github-action rtcamp/action-slack-notify act10ns/slack voxmedia/github-action-slack-notify-build
ravsamhq/notify-slack-action sarisia/actions-status-discord ilshidur/action-discord tsickert/discord-webhook
dawidd6/action-send-mail dawidd6/action-download-artifact dawidd6/action-homebrew-bump-formula
cypress-io/github-action microsoft/playwright-github-action microsoft/setup-msbuild microsoft/variable-substitution
microsoft/security-devops-action chromaui/action treosh/lighthouse-ci-action browser-actions/setup-chrome
browser-actions/setup-firefox browser-actions/setup-geckodriver nanasess/setup-chromedriver saucelabs/sauce-connect-action
browserstack/github-actions coactions/setup-xvfb gabrielbb/xvfb-action pyvista/setup-headless-display-action
andresz1/size-limit-action preactjs/compressed-size-action bahmutov/npm-install wyvox/action-setup-pnpm
oven-sh/setup-bun denoland/setup-deno volta-cli/action borales/actions-yarn jetli/wasm-pack-action js-devtools/npm-publish
primer/publish
astral-sh/setup-uv astral-sh/ruff-action psf/black pre-commit/action chartboost/ruff-action snok/install-poetry
abatilo/actions-poetry conda-incubator/setup-miniconda mamba-org/setup-micromamba mamba-org/provision-with-micromamba
pypa/gh-action-pypi-publish pypa/cibuildwheel pypa/gh-action-pip-audit pyo3/maturin-action pdm-project/setup-pdm
eifinger/setup-rye prefix-dev/setup-pixi py-cov-action/python-coverage-comment-action jpetrucciani/mypy-check
py-actions/flake8 py-actions/py-dependency-install cclauss/github_action_bandit codespell-project/actions-codespell
crate-ci/typos streetsidesoftware/cspell-action hynek/build-and-inspect-python-package
julia-actions/setup-julia julia-actions/cache julia-actions/julia-runtest julia-actions/julia-buildpkg
julia-actions/julia-processcoverage julia-actions/julia-docdeploy julia-actions/julia-format r-lib/actions
erlef/setup-beam haskell/actions haskell-actions/setup haskell-actions/hlint-setup ocaml/setup-ocaml
leafo/gh-actions-lua leafo/gh-actions-luarocks dlang-community/setup-dlang crystal-lang/install-crystal
iffy/install-nim jiro4989/setup-nim-action goto-bus-stop/setup-zig mlugg/setup-zig korandoru/setup-zig
lukka/get-cmake lukka/run-vcpkg lukka/run-cmake ilammy/msvc-dev-cmd ilammy/setup-nasm egor-tensin/setup-gcc
jwlawson/actions-setup-cmake seanmiddleditch/gha-setup-ninja aminya/setup-cpp hendrikmuhs/ccache-action
msys2/setup-msys2 cygwin/cygwin-install-action conan-io/setup-conan humbletim/setup-vulkan-sdk jurplel/install-qt-action
kitware/setup-cmake cpp-linter/cpp-linter-action doozyx/clang-format-lint-action
jidicula/clang-format-action maxim-lobanov/setup-xcode maxim-lobanov/setup-cocoapods apple-actions/import-codesign-certs
apple-actions/upload-testflight-build swift-actions/setup-swift fwal/setup-swift norio-nomura/action-swiftlint
subosito/flutter-action dart-lang/setup-dart flutter-actions/setup-flutter game-ci/unity-builder game-ci/unity-test-runner
game-ci/unity-activate game-ci/unity-return-license chickensoft-games/setup-godot
nuget/setup-nuget dotnet/nbgv xoofx/dotnet-releaser warrenbuckley/setup-nuget danielpalme/reportgenerator-github-action
irongut/codecoveragesummary coverallsapp/github-action romeovs/lcov-reporter-action codacy/codacy-analysis-cli-action
codacy/codacy-coverage-reporter-action paambaati/codeclimate-action qltysh/qlty-action deepsourcelabs/test-coverage-action
5monkeys/cobertura-action artiomtr/jest-coverage-report-action davelosert/vitest-coverage-report-action barecheck/code-coverage-action
ramsey/composer-install php-actions/composer php-actions/phpunit php-actions/phpstan
chekalsky/phpcs-action 10up/action-wordpress-plugin-deploy
helm/chart-testing-action helm/kind-action helm/chart-releaser-action engineerd/setup-kind container-tools/kind-action
azure/kubernetes-set-context manusa/actions-setup-minikube medyagh/setup-minikube nolar/setup-k3d-k3s absaoss/k3d-action
stefanprodan/helm-gh-pages stefanprodan/kube-tools fluxcd/flux2 argoproj/argo-cd
imranismail/setup-kustomize tale/kubectl-action steebchen/kubectl deliverybot/helm koslib/helm-eks-action
pulumi/actions pulumi/auth-actions terraform-linters/setup-tflint terraform-docs/gh-actions gruntwork-io/terragrunt-action
autero1/action-terragrunt dflook/terraform-plan dflook/terraform-apply infracost/actions infracost/setup-infracost
runatlantis/atlantis opentofu/setup-opentofu ansible/ansible-lint dawidd6/action-ansible-playbook
bufbuild/buf-action bufbuild/buf-setup-action bufbuild/buf-lint-action bufbuild/buf-breaking-action arduino/setup-protoc
arduino/setup-task arduino/compile-sketches go-task/setup-task extractions/setup-just jdx/mise-action asdf-vm/actions
cachix/install-nix-action cachix/cachix-action determinatesystems/nix-installer-action determinatesystems/magic-nix-cache-action
determinatesystems/update-flake-lock determinatesystems/flake-checker-action determinatesystems/flakehub-cache-action
nixbuild/nix-quick-install-action wimpysworld/nothing-but-nix bazel-contrib/setup-bazel bazelbuild/setup-bazelisk
jlumbroso/free-disk-space easimon/maximize-build-space insightsengineering/disk-space-reclaimer awalsh128/cache-apt-pkgs-action
styfle/cancel-workflow-action rokroskar/workflow-run-cleanup-action potiuk/cancel-workflow-runs
nick-fields/retry nick-invision/retry wandalen/wretry.action fkirc/skip-duplicate-actions mxschmitt/action-tmate
lhotari/action-upterm nektos/act convictional/trigger-workflow-and-wait benc-uk/workflow-dispatch
lewagon/wait-on-check-action fountainhead/action-wait-for-check ahmadnassri/action-workflow-run-wait
softprops/turnstyle josstorer/get-current-time josstorer/string-split nanzm/get-time-action
mad9000/actions-find-and-replace-string frabert/replace-string-action jacobtomlinson/gha-find-replace
mikefarah/yq dcarbone/install-jq-action dcarbone/install-yq-action chrisdickinson/setup-yq vegardit/gha-setup-jq
joelanford/go-apidiff spicyhot/github-env-export
kaisugi/action-regex-match thedoctor0/zip-release montudor/action-zip vimtor/action-zip
actions-js/push ridedott/merge-me-action lannonbr/issue-label-manager-action micnncim/action-label-syncer
srvaroa/labeler bcoe/conventional-release-labels github/super-linter super-linter/super-linter github/issue-labeler
github/combine-prs github/branch-deploy github/command github/lock github/issue-metrics github/local-action
oxsecurity/megalinter davidanson/markdownlint-cli2-action nosborn/github-action-markdown-cli avto-dev/markdown-lint
gaurav-nelson/github-action-markdown-link-check lycheeverse/lychee-action ludeeus/action-shellcheck hadolint/hadolint-action
ibiqlik/action-yamllint karancode/yamllint-github-action luizm/action-sh-checker
wearerequired/lint-action creyd/prettier_action creyd-io/prettier_action editorconfig-checker/action-editorconfig-checker
biomejs/setup-biome ataylorme/eslint-annotate-action sibiraj-s/action-eslint
getsentry/action-release getsentry/craft datadog/synthetics-ci-github-action datadog/datadog-ci
newrelic/deployment-marker-action grafana/setup-k6-action grafana/run-k6-action honeycombio/gha-buildevents
launchdarkly/find-code-references supabase/setup-cli supercharge/mongodb-github-action supercharge/redis-github-action
harmon758/postgresql-action ikalnytskyi/action-setup-postgres ankane/setup-postgres ankane/setup-mysql
mirromutth/mysql-action shogo82148/actions-setup-mysql shogo82148/actions-setup-redis shogo82148/actions-setup-perl
shogo82148/actions-goveralls getong/elasticsearch-action getong/mariadb-action
benchmark-action/github-action-benchmark codspeedhq/action
anthropics/claude-code-action anthropics/claude-code-base-action openai/codex-action
coderabbitai/ai-pr-reviewer codium-ai/pr-agent qodo-ai/pr-agent all-hands-ai/openhands
google-gemini/gemini-cli-action
tibdex/github-app-token getsops/sops mozilla/sops 1password/load-secrets-action dopplerhq/secrets-fetch-action
 cyberark/conjur-action tailscale/github-action
ngrok/ngrok-github-action
tauri-apps/tauri-action samuelmeuli/action-electron-builder samuelmeuli/action-snapcraft snapcore/action-build
snapcore/action-publish flatpak/flatpak-github-actions vedantmgoyal2009/winget-releaser
vedantmgoyal9/winget-releaser crazy-max/ghaction-chocolatey mislav/bump-homebrew-formula-action
homebrew/actions jetbrains/qodana-action
haaleo/publish-vscode-extension lannonbr/vsce-action quarto-dev/quarto-actions xu-cheng/latex-action
 xu-cheng/texlive-action redhat-actions/buildah-build
redhat-actions/push-to-registry redhat-actions/podman-login redhat-actions/oc-login redhat-actions/openshift-tools-installer
 platformio/platformio-ci-action esphome/build-action espressif/esp-idf-ci-action
 home-assistant/actions hacs/action frenck/action-addon-linter
lowlighter/metrics anmol098/waka-readme-stats athul/waka-readme platane/snk gautamkrishnar/blog-post-workflow
jamesgeorge007/github-activity-readme abhisheknaiidu/todoist-readme thmsgbrt/github-profile-readme
alstr/todo-to-issue-action peter-murray/workflow-application-token-action getsentry/action-github-app-token
ridedott/release-me-action open-policy-agent/setup-opa open-policy-agent/conftest instrumenta/conftest-action
instrumenta/kubeval-action stackrox/kube-linter-action
vmactions/freebsd-vm vmactions/openbsd-vm cross-platform-actions/action uraimo/run-on-arch-action pguyot/arm-runner-action
 jpribyl/action-docker-layer-caching satackey/action-docker-layer-caching whoan/docker-build-with-cache-action
elgohr/publish-docker-github-action mr-smithers-excellent/docker-build-push matootie/dockerhub-buildx int128/docker-build-cache-config-action
depot/setup-action depot/build-push-action useblacksmith/build-push-action useblacksmith/cache useblacksmith/setup-node
warpbuilds/cache buildjet/cache buildjet/setup-node namespacelabs/nscloud-cache-action runs-on/cache runs-on/action
 sonatype-nexus-community/nancy-github-action jfrog/setup-jfrog-cli jfrog/frogbot
cyclonedx/gh-node-module-generatebom cyclonedx/gh-dotnet-generate-sbom advanced-security/spdx-dependency-submission-action
advanced-security/filter-sarif
 nowsecure/nowsecure-action mobsf/mobsfscan zaproxy/action-baseline zaproxy/action-full-scan
zaproxy/action-api-scan stackhawk/hawkscan-action projectdiscovery/nuclei-action cisagov/action-lineage
`;

/** Well-known actions. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known actions',
};

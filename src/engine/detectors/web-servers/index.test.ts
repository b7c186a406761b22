// Which locations of a web server let requests leave their folder.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { webServers } from './index.ts';

const found = (body: string, path = 'nginx.conf'): string[] =>
  allFindings(webServers, path, body, 'web-servers');

describe('web servers', () => {
  it.each([
    'location /static {\n  alias /srv/static/;\n}\n',
    'server {\n  location ^~ /media/img {\n    expires 30d; # long\n    alias "/data/images/";\n  }\n}\n',
    'location /i { alias /srv/i/; }\n',
  ])('finds %j', (body) => expect(found(body)).toEqual(['alias-leaves-folder medium']));

  it.each([
    'location /static/ {\n  alias /srv/static/;\n}\n',
    'location /static {\n  alias /srv/static;\n}\n',
    'location = /favicon.ico {\n  alias /srv/;\n}\n',
    'location ~ ^/a/(.*)$ {\n  alias /srv/$1/;\n}\n',
    'location /app {\n  proxy_pass http://127.0.0.1;\n}\nlocation /static/ {\n  alias /srv/;\n}\n',
    'location /app {\n  location /app/in/ {\n    alias /srv/;\n  }\n}\n',
    'location /a {\n  # alias /srv/;\n}\n',
  ])('leaves %j alone', (body) => expect(found(body)).toEqual([]));

  it.each([
    ['if ($http_origin ~* "^https://(?:www\\.)?shop\\.example") {\n}\n', 'medium'],
    ["if ($http_origin ~ 'shop\\.example$') {\n}\n", 'medium'],
    ['if ($http_referer !~ "shop\\.example") {\n  return 403;\n}\n', 'low'],
  ])('finds the loose pattern of %j', (body, severity) =>
    expect(found(body)).toEqual([`origin-matched-loosely ${severity}`]),
  );

  it.each([
    'if ($http_origin ~* "^https://(?:www\\.)?shop\\.example$") {\n}\n',
    'if ($http_origin ~* (^https://shop\\.example$)) {\n}\n',
    'if ($http_referer !~ "^https://shop\\.example/") {\n}\n',
    'if ($http_origin ~* "^$") {\n}\n',
    'if ($http_user_agent ~* "bot.example") {\n}\n',
  ])('leaves the pattern of %j alone', (body) => expect(found(body)).toEqual([]));

  it.each([
    'location ~ ^/v1/([^/]*)$ {\n  add_header X-Part $1;\n}\n',
    'location ~ /v1/((?<action>[^.]*)\\.json)?$ {\n  add_header X-Action $action;\n}\n',
    'location ~ "^/(a|b)/([^/]+)$" {\n  return 302 https://shop.example/$2;\n}\n',
  ])('finds the line break in %j', (body) => expect(found(body)).toEqual(['path-part-in-header medium']));

  it.each([
    'location ~ ^/v1/([^/\\s]*)$ {\n  add_header X-Part $1;\n}\n',
    'location ~ ^/v1/(.*)$ {\n  add_header X-Part $1;\n}\n',
    'location ~ ^/v1/([\\w-]+)/([^/]*)$ {\n  add_header X-Part $1;\n}\n',
    'location ~ ^/v1/(?:[^/]*)/(\\d+)$ {\n  add_header X-Part $1;\n}\n',
    'location ~ ^/v1/([^/]*)$ {\n  proxy_pass http://app;\n}\n',
  ])('leaves the captures of %j alone', (body) => expect(found(body)).toEqual([]));

  const answers = (body: string): string[] =>
    allFindings(webServers, 'nginx.conf', body, 'web-servers', 'code/cors', 'code/open-redirect');

  it.each([
    [
      'location / {\n  add_header Access-Control-Allow-Origin $http_origin always;\n  add_header Access-Control-Allow-Credentials true;\n}\n',
      ['cors-any-origin medium'],
    ],
    [
      'location / {\n  add_header "Access-Control-Allow-Origin" "$http_origin";\n}\n',
      ['cors-any-origin low'],
    ],
    ['location /go { return 302 $arg_next; }\n', ['redirect-from-request medium']],
    ['rewrite ^ http://$arg_host/ redirect;\n', ['redirect-from-request medium']],
    ['location / {\n  add_header Access-Control-Allow-Origin $cors;\n}\n', []],
    [
      'if ($http_origin ~ "^https://shop\\.example$") {\n  add_header Access-Control-Allow-Origin $http_origin;\n}\n',
      [],
    ],
    ['location / { return 301 https://shop.example/?next=$arg_next; }\n', []],
    ['# return 302 $arg_next;\n', []],
  ])('answers of %j', (body, expected) => expect(answers(body)).toEqual(expected));

  const served = (body: string): string[] =>
    allFindings(
      webServers,
      'apache/site.conf',
      body,
      'web-servers',
      'code/insecure-settings',
      'code/open-redirect',
      'code/ssrf',
    );

  it.each([
    ['RewriteRule ^/go/(.*)$ http://$1 [P,L]\n', 'proxy-to-any-host medium'],
    ['  RewriteRule "^/(?:a|b)/([^/]+)/(.*)" "https://$1/$2" [L,P]\n', 'proxy-to-any-host medium'],
    ['RewriteRule ^/out/(.+)$ https://$1 [R=302,L]\n', 'redirect-from-request medium'],
    [
      '<Location /s>\n  SetHandler server-status\n  Require all granted\n</Location>\n',
      'nginx-weakened medium',
    ],
    ['<Location /i>\n  SetHandler server-info\n</Location>\n', 'nginx-weakened low'],
    ['location /m { stub_status; }\n', 'nginx-weakened low'],
    ['location /m {\n  stub_status on;\n  access_log off;\n}\n', 'nginx-weakened low'],
  ])('finds what is open in %j', (body, expected) => expect(served(body)).toEqual([expected]));

  it.each([
    'RewriteRule ^/(.*)$ https://shop.example/$1 [R=301,L]\n',
    'RewriteRule ^/(eu|us)/(.*)$ http://$1.shop.example/$2 [P]\n',
    'RewriteRule ^/app/(.*)$ http://127.0.0.1:8000/$1 [P,L]\n',
    'RewriteRule ^(.*)$ $1 [R]\n',
    '# RewriteRule ^/go/(.*)$ http://$1 [P]\n',
    '<Location /s>\n  SetHandler server-status\n  Require local\n</Location>\n',
    '<Location /s>\n  SetHandler server-status\n  Order deny,allow\n  Deny from all\n  Allow from 127.0.0.1\n</Location>\n',
    'location /m { stub_status; allow 127.0.0.1; deny all; }\n',
    'server {\n  listen 127.0.0.1:8081;\n  location /m { stub_status; }\n}\n',
    '# location /m { stub_status; }\n',
  ])('leaves %j alone, since it is kept or written out', (body) => expect(served(body)).toEqual([]));

  it('reads configuration only', () => {
    expect(found('location /static {\n  alias /srv/static/;\n}\n', 'notes.md')).toEqual([]);
    expect(found('location /static {\n  alias /srv/static/;\n}\n', 'etc/sites-enabled/app')).toHaveLength(1);
  });
});

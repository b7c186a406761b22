// What is found in Ansible playbooks and roles, and what is left alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { ansible } from './index.ts';

const found = (body: string, path = 'site.yml'): string[] =>
  allFindings(ansible, path, body, 'terraform', 'shell', 'containers', 'code/sensitive-logging');
const task = (text: string): string =>
  `- hosts: web\n  tasks:\n    - name: one\n${text.replace(/^/gm, '      ')}\n`;

describe('ansible', () => {
  it.each([
    ['remote-script-piped-to-shell medium', task('shell: curl -s https://get.tool.dev | bash')],
    ['world-writable-chmod medium', task('ansible.builtin.command:\n  cmd: chmod -R 777 /srv/{{ app }}')],
    ['remote-script-piped-to-shell high', task('cron: { name: a, job: "curl -s http://get.tool.dev | sh" }')],
    ['world-writable-chmod medium', task('file:\n  path: /srv/app\n  mode: "0777"')],
    [
      'host-protection-off medium',
      task('postgresql_pg_hba:\n  dest: /a\n  source: 10.0.0.0/8\n  method: trust'),
    ],
    ['host-protection-off low', task('firewalld:\n  zone: trusted\n  state: enabled')],
    ['grant-to-everyone low', task('postgresql_user:\n  name: a\n  role_attr_flags: CREATEDB,SUPERUSER')],
    ['world-writable-chmod medium', task('copy: src=a dest=/etc/a mode=0666')],
    ['world-writable-chmod medium', task('template:\n  src: a\n  dest: /etc/a\n  mode: 755')],
    ['world-writable-chmod low', task('copy:\n  src: a\n  dest: /etc/a\n  mode: 600')],
    [
      'download-without-verification medium',
      task('get_url:\n  url: https://tool.dev/x.tgz\n  dest: /opt\n  validate_certs: no'),
    ],
    ['download-without-verification low', task('uri:\n  url: "{{ api }}"\n  validate_certs: false')],
    ['download-without-verification medium', task('yum:\n  name: foo\n  disable_gpg_check: yes')],
    ['download-without-verification medium', task('apt: name=foo force=yes')],
    ['download-without-verification low', task('get_url: url=http://tool.dev/x.bin dest=/usr/bin/x')],
    [
      'sudo-without-password medium',
      task('lineinfile:\n  path: /etc/sudoers\n  line: "deploy ALL=(ALL) NOPASSWD: ALL"'),
    ],
    [
      'host-protection-off medium',
      task('lineinfile:\n  path: /etc/ssh/sshd_config\n  line: PermitRootLogin yes'),
    ],
    [
      'wildcard-iam-policy high',
      task(
        'iam_policy:\n  iam_type: user\n  policy_json: \'{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\'',
      ),
    ],
    ['host-protection-off low', task('selinux:\n  state: disabled')],
    ['host-protection-off low', task('ansible.builtin.service:\n  name: firewalld\n  state: stopped')],
    ['privileged-container medium', task('docker_container:\n  name: a\n  image: a:1.2\n  privileged: yes')],
    [
      'docker-socket-mounted medium',
      task(
        'community.docker.docker_container:\n  name: a\n  image: a:1\n  volumes:\n    - /var/run/docker.sock:/var/run/docker.sock',
      ),
    ],
    [
      'open-network-ingress high',
      task(
        'amazon.aws.ec2_security_group:\n  name: a\n  rules:\n    - proto: tcp\n      ports: [22]\n      cidr_ip: 0.0.0.0/0',
      ),
    ],
    ['public-storage medium', task('amazon.aws.s3_object:\n  bucket: a\n  permission: public-read')],
    ['public-database medium', task('rds_instance:\n  publicly_accessible: yes')],
    ['secret-in-log low', task('mysql_user:\n  name: a\n  password: "{{ pw }}"\nno_log: false')],
    ['secret-in-log low', task('debug:\n  msg: "it is {{ db_password }}"')],
    ['secret-in-arguments low', task('command: mysql -u root -p{{ db_password }} -e "flush privileges"')],
    ['secret-in-arguments low', task('shell: vault login --token={{ vault_token }} > /dev/null')],
    ['secret-in-arguments low', task('shell:\n  cmd: tool --password "{{ admin_password }}" sync')],
    ['grant-to-everyone low', task("mysql_user:\n  name: a\n  priv: '*.*:ALL,GRANT'")],
  ])('finds %s', (wanted, body) => {
    expect(found(body)).toEqual([wanted]);
  });

  it.each([
    ['narrow modes', task('file:\n  path: /srv/app\n  mode: "0750"')],
    ['modes with a leading zero', task('file:\n  path: /srv/app\n  mode: 0750')],
    ['modes that are quoted', task('file:\n  path: /srv/app\n  mode: "750"')],
    ['modes as one text', task('copy: src=a dest=/etc/a mode=750')],
    ['a shared folder with the sticky bit', task('file:\n  path: /srv/shared\n  mode: "1777"')],
    ['links', task('file:\n  src: a\n  dest: b\n  state: link\n  mode: "0777"')],
    [
      'checked downloads',
      task('get_url:\n  url: http://tool.dev/x.tgz\n  dest: /opt\n  checksum: sha256:aa'),
    ],
    ['a check on', task('uri:\n  url: https://tool.dev\n  validate_certs: true')],
    ['the own machine', task('uri:\n  url: https://localhost:8443/health\n  validate_certs: no')],
    ['ports and paths', task('command: tool -p {{ port }} --token-file={{ token_path }}')],
    ['rights on one database', task("mysql_user:\n  name: a\n  priv: 'shop.*:ALL'")],
    ['templates in commands', task('shell: "rm -rf {{ build_dir }}/cache && make -C {{ src }}"')],
    [
      'one command',
      task(
        'copy:\n  dest: /etc/sudoers.d/a\n  content: "a ALL=(root) NOPASSWD: /usr/bin/systemctl restart a"',
      ),
    ],
    [
      'a group for the own network',
      task('ec2_group:\n  rules:\n    - proto: tcp\n      ports: [22]\n      cidr_ip: 10.0.0.0/8'),
    ],
    ['what is no playbook', 'services:\n  a:\n    mode: "0777"\n'],
  ])('leaves %s alone', (_, body) => {
    expect(found(body)).toEqual([]);
  });

  it('reads lists of tasks in their folders, and blocks in them', () => {
    const body = '- name: all\n  block:\n    - name: one\n      file: path=/srv mode=0777\n';
    expect(found(body, 'roles/web/tasks/main.yml')).toEqual(['world-writable-chmod medium']);
    expect(found(body, 'data/list.yml')).toEqual([]);
  });
});

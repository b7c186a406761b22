// Variables and outputs that hold a secret and are shown in the plan, and in the log of whoever makes it.
import type { Verdict } from '../verdict.ts';
import { attributeAt, type Block } from './hcl.ts';

const secretName =
  /(?:^|_)(?:password|passwd|passphrase|secret|secret_key|secret_access_key|client_secret|api_key|apikey|private_key|auth_token|access_token|api_token|token)$/;

/** Attributes that hold nothing but a secret, in whichever resource. */
const secretAttribute =
  /\.(?:password|master_password|admin_password|administrator_login_password|secret|client_secret|secret_string|secret_key|private_key(?:_pem|_openssh)?|(?:primary|secondary)_(?:access_key|connection_string|key)|kube_(?:admin_)?config_raw)(?=[\s)"}\],]|$)|\brandom_password\.\w{1,100}(?:\[[^\]]{1,40}\])?\.result\b/;

/** What a variable or an output shows; `sensitive` hides it from plans, not from the state. */
export function* shownSecrets(block: Block): Generator<Verdict> {
  const [name = ''] = block.labels;
  if (attributeAt(block, 'sensitive') || attributeAt(block, 'ephemeral')) return;
  if (block.type === 'output') {
    const value = attributeAt(block, 'value');
    // A hash or a length is none, and the provider hides what it knows to be secret.
    if (
      !value ||
      !secretAttribute.test(value.value) ||
      /\b(?:sha\d{1,3}|md5|bcrypt|length|sensitive)\(/.test(value.value)
    )
      return;
    yield {
      rule: 'deployment-secret-in-clear',
      start: value.start,
      end: value.end,
      severity: 'low',
      message: 'This secret is shown at the end of each run and handed to whoever reads the outputs.',
      remedy: 'Write `sensitive = true`, or leave the output out and read the secret where it is kept.',
    };
  }
  if (block.type !== 'variable' || !secretName.test(name)) return;
  const type = attributeAt(block, 'type')?.value ?? 'string';
  if (type !== 'string' || /^(?:true|false|\d+)$/.test(attributeAt(block, 'default')?.value ?? '')) return;
  yield {
    rule: 'deployment-secret-in-clear',
    start: block.start,
    end: block.headerEnd,
    severity: 'low',
    confidence: 'medium',
    message: 'The plan, and so the log of the pipeline, shows what this variable holds.',
    remedy: 'Write `sensitive = true` in it.',
  };
}

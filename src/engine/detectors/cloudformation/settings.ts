// What only templates say: rights by name, and routes of SAM that anyone may call.
import { entriesOf, entryOf, getIn, itemsOf, textOf, type YamlNode } from '../../text/yaml-tree.ts';
import { movableImage } from '../movable-image.ts';
import type { Verdict } from '../verdict.ts';
import { propertiesOf } from './blocks.ts';

/** What one resource says in ways that Terraform has not. */
export function* templateVerdicts(resource: YamlNode): Generator<Verdict> {
  const rights = propertiesOf(resource, /^AWS::(?:IAM::(?:Role|User|Group)|Serverless::Function)$/);
  for (const key of ['ManagedPolicyArns', 'Policies']) yield* wholeRights(getIn(rights, key));
  const sam = propertiesOf(resource, /^AWS::Serverless::(?:Function|Api|HttpApi)$/);
  for (const { value } of entriesOf(getIn(sam, 'Events'))) {
    const event = getIn(value, 'Properties');
    if (/^options$/i.test(textOf(getIn(event, 'Method')) ?? '')) continue;
    yield* open(entryOf(getIn(event, 'Auth'), 'Authorizer'));
  }
  const method = propertiesOf(resource, /^AWS::ApiGateway::Method$|^AWS::ApiGatewayV2::Route$/);
  // A browser asks with OPTIONS before it may send a login.
  const isPreflight = /^OPTIONS\b/i.test(
    textOf(getIn(method, 'HttpMethod')) ?? textOf(getIn(method, 'RouteKey')) ?? '',
  );
  const check = isPreflight ? undefined : entryOf(method, 'AuthorizationType');
  if (check && textOf(check.value) === 'NONE')
    yield {
      rule: 'open-cloud-endpoint',
      start: check.keyStart,
      end: check.value.end,
      message: 'Everyone may call this, signed in or not.',
    };
  const task = propertiesOf(resource, /^AWS::ECS::TaskDefinition$/);
  for (const container of itemsOf(getIn(task, 'ContainerDefinitions'))) {
    yield* movableImage(getIn(container, 'Image'));
    const privileged = entryOf(container, 'Privileged');
    if (privileged && /^true$/i.test(textOf(privileged.value) ?? ''))
      yield {
        rule: 'privileged-container',
        start: privileged.keyStart,
        end: privileged.value.end,
        message: 'The container may do everything that root may on its host.',
      };
  }
}

function* open(entry: { keyStart: number; value: YamlNode } | undefined): Generator<Verdict> {
  if (entry && textOf(entry.value) === 'NONE')
    yield {
      rule: 'public-service',
      start: entry.keyStart,
      end: entry.value.end,
      severity: 'low',
      message: 'Anyone who knows the address may call this.',
    };
}

/** Policies of the platform that are all there is, by name. */
export function* wholeRights(list: YamlNode | undefined): Generator<Verdict> {
  for (const item of list?.kind === 'list' ? list.items : list ? [list] : []) {
    // `Fn::Sub` holds the name where the part of the cloud differs.
    const scalar = item.kind === 'map' ? getIn(item, 'Fn::Sub') : item;
    if (
      scalar?.kind === 'scalar' &&
      /(?:^|\/)(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(scalar.text)
    )
      yield {
        rule: 'wildcard-iam-policy',
        start: scalar.start,
        end: scalar.end,
        severity: scalar.text.endsWith('AdministratorAccess') ? 'medium' : 'low',
        message: 'The account may do everything, or give itself the rights to.',
      };
  }
}

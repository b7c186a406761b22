// ASP.NET Core: the action without the attribute of its siblings, the endpoint without authorization; clean ones are silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const controller = (last: string, body = '_db.Remove(id)', above = ''): string => `[ApiController]
[Route("api/[controller]")]
${above}
public class ProductsController : ControllerBase {
  [HttpPost]
  [Authorize(Roles = "Admin")]
  public IActionResult Create(Product product) { _db.Add(product); return Ok(); }

  [HttpPut("{id}")]
  [Authorize(Roles = "Admin")]
  public IActionResult Update(int id, Product product) { _db.Update(product); return Ok(); }

  ${last}
  public IActionResult Delete(int id) { ${body}; return Ok(); }
}
`;

const api = (last: string, start = ''): string => `var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/products", (Product p, Db db) => db.Add(p)).RequireAuthorization();
app.MapPut("/products/{id}", (int id, Product p, Db db) => db.Update(p)).RequireAuthorization();
${start}
${last}
app.Run();
`;

const invoices = (body: string): string => `[Authorize]
[ApiController]
[Route("api/invoices")]
public class InvoicesController : ControllerBase {
  [HttpPost("{id}")]
  public async Task<IActionResult> Handle(int id) { ${body} }
}
`;

const samples: Sample[] = [
  ['a delete without', 'src/Products.cs', controller('[HttpDelete("{id}")]'), ['route-without-siblings-guard:13']], // prettier-ignore
  ['a delete with', 'src/Products.cs', controller('[HttpDelete("{id}"), Authorize(Roles = "Admin")]'), []],
  ['guarded as a class', 'src/Products.cs', controller('[HttpDelete("{id}")]', undefined, '[Authorize]'), []], // prettier-ignore
  ['a comment promises to ask', 'src/Products.cs', controller('[HttpDelete("{id}")]', '// TODO: if (!User.IsInRole("Admin")) return Forbid()\n'), ['route-without-siblings-guard:13']], // prettier-ignore
  ['asks in its body', 'src/Products.cs', controller('[HttpDelete("{id}")]', 'if (!User.IsInRole("Admin")) return Forbid()'), []], // prettier-ignore
  ['a read for everyone', 'src/Products.cs', controller('[HttpGet]'), []],
  ['an attribute of their own', 'src/Products.cs', controller('[HttpDelete("{id}")] [PermissionRequired("x")]'), []], // prettier-ignore
  [
    'opened by name',
    'src/Users.cs',
    `[Authorize]
[Route("api/users")]
public class UsersController : ControllerBase {
  [HttpDelete("{id}")]
  [AllowAnonymous]
  public IActionResult Delete(int id) { _users.Remove(id); return Ok(); }

  [HttpPost("login")]
  [AllowAnonymous]
  public IActionResult Login(Credentials given) => Ok(_users.Check(given));
}
`,
    ['authorization-opened:5'],
  ],
  ['an endpoint without', 'src/Program.cs', api('app.MapDelete("/products/{id}", (int id, Db db) => db.Remove(id));'), ['route-without-siblings-guard:5']], // prettier-ignore
  ['an endpoint with', 'src/Program.cs', api('app.MapDelete("/products/{id}", (int id, Db db) => db.Remove(id)).WithName("x").RequireAuthorization();'), []], // prettier-ignore
  ['an endpoint of a group', 'src/Program.cs', api('admin.MapDelete("/products/{id}", (int id, Db db) => db.Remove(id));', 'var admin = app.MapGroup("/admin").RequireAuthorization("Admin");'), []], // prettier-ignore
  ['an endpoint of an open group', 'src/Program.cs', api('open.MapDelete("/products/{id}", (int id, Db db) => db.Remove(id));', 'var open = app.MapGroup("/v2");'), ['route-without-siblings-guard:5']], // prettier-ignore
  ['a policy for all', 'src/Program.cs', api('app.MapDelete("/products/{id}", (int id, Db db) => db.Remove(id));', 'o.FallbackPolicy = policy;'), []], // prettier-ignore
  ['a record of anybody', 'src/Invoices.cs', invoices('var found = await _db.Invoices.FindAsync(id); return Ok(found);'), ['object-by-id-without-owner:6']], // prettier-ignore
  ['a query for anybody', 'src/Invoices.cs', invoices('await _db.Invoices.Where(i => i.Id == id).ExecuteDeleteAsync(); return Ok();'), ['object-by-id-without-owner:6']], // prettier-ignore
  ['a record of the caller', 'src/Invoices.cs', invoices('var me = User.FindFirstValue("sub"); return Ok(await _db.Invoices.SingleAsync(i => i.Id == id && i.Owner == me));'), []], // prettier-ignore
  ['a record of nobody', 'src/Colours.cs', invoices('return Ok(await _db.Colours.FindAsync(id));').replace(/invoice/gi, 'Colour'), []], // prettier-ignore
  ['a record by a service', 'src/Invoices.cs', invoices('return Ok(await _invoiceService.FindAsync(id));'), []], // prettier-ignore
  ['health', 'src/Program.cs', api('app.MapGet("/health", () => "ok");'), []],
];

describe('ASP.NET Core', () => {
  it.each(samples)('%s', (_, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});

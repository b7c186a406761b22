// C# programs: ASP.NET Core, Web Forms, ADO.NET, EF Core, Dapper, and how a value travels in C#.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'xss', 'ldap-injection', 'xpath-injection', 'code-injection', 'open-redirect', 'ssrf', 'deserialization', 'xxe', 'insecure-transport', 'cookies', 'csrf']; // prettier-ignore
/** Each is a whole file. */
export const programs = String.raw`
--- Web Forms, concatenation
public partial class Users : System.Web.UI.Page {
  protected void Page_Load(object sender, EventArgs e) {
    string id = Request.QueryString["id"];
    string query = "SELECT * FROM Users WHERE Id = " + id;
    using (SqlConnection connection = new SqlConnection(_text)) {
      SqlCommand command = new SqlCommand(query, connection); // !
      command.ExecuteReader();
    }
  }
}
--- Web Forms, text box
public partial class Login : Page {
  protected void btn_Click(object sender, EventArgs e) {
    var adapter = new SqlDataAdapter("SELECT * FROM Users WHERE Name = '" + txtName.Text + "'", connection); // !
    lblHello.Text = "Hello " + HttpUtility.HtmlEncode(txtName.Text);
  }
}
--- parsed number
public class C : Controller {
  public IActionResult Get(string id) {
    if (!int.TryParse(id, out var number)) return BadRequest();
    var command = new SqlCommand("SELECT * FROM Users WHERE Id = " + number, _connection);
    var other = new SqlCommand($"SELECT * FROM Users WHERE Id = {int.Parse(id)}", _connection);
    return Ok();
  }
}
--- typed parameters
[ApiController]
public class OrdersController : ControllerBase {
  [HttpGet("{id}")]
  public IActionResult Get(int id, Guid key, string city) {
    _db.Database.ExecuteSqlRaw($"DELETE FROM Orders WHERE Id = {id} AND Key = '{key}'");
    _db.Database.ExecuteSqlRaw("DELETE FROM Orders WHERE City = {0}", city);
    _db.Database.ExecuteSqlRaw("DELETE FROM Orders WHERE City = '" + city + "'"); // !
    _db.Database.ExecuteSqlInterpolated($"DELETE FROM Orders WHERE City = {city}");
    return Ok();
  }
}
--- body of a request
public class ShopsController : ControllerBase {
  [HttpPost]
  public async Task<IActionResult> Find([FromBody] ShopFilter filter) {
    var sql = $@"SELECT * FROM Shops
      WHERE City = '{filter.City}'";
    var rows = await _connection.QueryAsync<Shop>(sql); // !
    var same = await _connection.QueryAsync<Shop>("SELECT * FROM Shops WHERE City = @City", filter);
    return Ok(rows);
  }
}
--- helper of the class
public class ReportsController : Controller {
  public IActionResult Show(string name) => View(Load(name));
  private List<Row> Load(string name) {
    var text = "SELECT * FROM Rows WHERE Name = '" + name.Trim() + "'";
    return _context.Rows.FromSqlRaw(text).ToList(); // !
  }
}
--- builder
public class SearchController : Controller {
  public IActionResult Find(string q, string sort) {
    var sb = new StringBuilder();
    sb.Append("SELECT * FROM Posts WHERE Title LIKE '%");
    sb.Append(q);
    sb.AppendLine("%'");
    if (sort == "date") sb.Append(" ORDER BY Date");
    cmd.CommandText = sb.ToString(); // !
    return Ok();
  }
}
--- list of columns
public class ListController : Controller {
  private static readonly HashSet<string> Columns = new() { "name", "date" };
  public IActionResult Get(string sort) {
    if (!Columns.Contains(sort)) return BadRequest();
    var rows = _connection.Query<Row>("SELECT * FROM Rows ORDER BY " + sort);
    return Ok(rows);
  }
}
--- switch expression
public class ListController : Controller {
  public IActionResult Get(string sort) {
    var column = sort switch { "name" => "Name", "date" => "CreatedAt", _ => "Id" };
    return Ok(_connection.Query<Row>($"SELECT * FROM Rows ORDER BY {column}"));
  }
}
--- minimal API
var app = WebApplication.Create(args);
app.MapGet("/users/{name}", (string name, AppDbContext db) =>
  db.Users.FromSqlRaw("SELECT * FROM Users WHERE Name = '" + name + "'").ToList()); // !
app.MapGet("/files", (string name) => Results.File(Path.Combine("/srv", Path.GetFileName(name))));
app.MapGet("/go", (string url) => Results.Redirect(url)); // !
app.MapGet("/fetch", async (string url, HttpClient client) => await client.GetStringAsync(url)); // !
app.Run();
--- processes
public class ToolsController : Controller {
  public void Run(string file) {
    var process = new Process();
    process.StartInfo = new ProcessStartInfo("convert", "-resize 50% " + file); // !
    process.Start();
    var safe = new ProcessStartInfo("convert");
    safe.ArgumentList.Add(file);
  }
}
--- processes without a shell
public class GitTool {
  public void Fetch(string branch) {
    Process.Start("git", "fetch origin " + branch);
    var info = new ProcessStartInfo("git") { Arguments = $"fetch origin {branch}" };
    Process.Start(info);
    var psi = new ProcessStartInfo();
    psi.FileName = "git";
    psi.Arguments = "fetch origin " + branch;
    psi.ArgumentList.Add("fetch " + branch);
    Process.Start(branch);
    process.StartInfo.FileName = _tool;
    process.StartInfo.Arguments = "fetch origin " + branch;
  }
  public void InShell(string branch, bool slow) {
    Process.Start(@"C:\Windows\System32\cmd.exe", "/c git fetch " + branch); // !
    var info = new ProcessStartInfo { FileName = "/bin/bash", Arguments = $"-c \"git fetch {branch}\"" }; // !
    var psi = new ProcessStartInfo { FileName = "bash", UseShellExecute = false };
    psi.Arguments = "-c \"git fetch " + branch + "\""; // !
    if (slow) psi.Arguments = "-c \"nice git fetch " + branch + "\""; // !
    using var process = new Process();
    process.StartInfo.FileName = "powershell.exe";
    process.StartInfo.Arguments = "-Command git fetch " + branch; // !
    var list = new ProcessStartInfo("sh");
    list.ArgumentList.Add("-c");
    list.ArgumentList.Add("git fetch " + branch); // !
    list.ArgumentList.Add(branch);
    var script = new ProcessStartInfo("sh") { ArgumentList = { "-c", "git fetch " + branch } }; // !
    var plain = new ProcessStartInfo("sh") { ArgumentList = { "fetch.sh", branch } };
  }
}
public class GitController : Controller {
  public IActionResult Fetch(string branch) {
    Process.Start("git", "fetch origin " + branch); // !
    var psi = new ProcessStartInfo("git");
    psi.Arguments = "fetch origin " + branch; // !
    psi.ArgumentList.Add(branch);
    Process.Start(branch); // !
    return Ok();
  }
}
--- files
public class FilesController : Controller {
  public IActionResult Read(string name) {
    var text = System.IO.File.ReadAllText(Path.Combine(_root, name)); // !
    var full = Path.GetFullPath(Path.Combine(_root, name));
    if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return NotFound();
    return PhysicalFile(full, "text/plain");
  }
}
--- pages
public class HomeController : Controller {
  public ContentResult Hello(string name) {
    return Content($"<p>{name}</p>", "text/html"); // !
  }
  public ContentResult Plain(string name) {
    return Content(name);
  }
  public ContentResult Encoded(string name) {
    return Content($"<p>{HtmlEncoder.Default.Encode(name)}</p>", "text/html");
  }
}
--- more places of a page and of files
using SixLabors.ImageSharp;
public class CardController : Controller {
  public IActionResult Show(string text, string name) {
    var card = new TagBuilder("b");
    card.InnerHtml.AppendHtml(text); // !
    card.InnerHtml.Append(text);
    output.Content.SetHtmlContent("<p>" + text + "</p>"); // !
    output.Content.SetContent(text);
    var doc = XDocument.Load("/srv/" + name); // !
    var other = XDocument.Load(Request.Body);
    var image = Image.Load("/srv/" + name); // !
    return new VirtualFileResult("/cards/" + name, "image/png"); // !
  }
  public async Task<IActionResult> Fetch(string url, string host) {
    var message = new HttpRequestMessage { Method = HttpMethod.Get, RequestUri = new Uri(url) }; // !
    using var client = new HttpClient { BaseAddress = new Uri(url) }; // !
    using var socket = new TcpClient(host, 80); // !
    var items = container.GetItemQueryIterator<Card>($"SELECT * FROM c WHERE c.host = '{host}'"); // !
    var fine = container.GetItemQueryIterator<Card>(new QueryDefinition("SELECT * FROM c WHERE c.host = @h").WithParameter("@h", host));
    return Ok();
  }
}
--- handler
public class Echo : IHttpHandler {
  public void ProcessRequest(HttpContext context) {
    context.Response.Write("<b>" + context.Request.Params["q"] + "</b>"); // !
    context.Response.Redirect("/done?x=" + context.Request["q"]);
    context.Response.Redirect(context.Request["u"]); // !
  }
}
--- local addresses
public class AccountController : Controller {
  public IActionResult Login(string returnUrl) {
    if (!string.IsNullOrEmpty(returnUrl) && Url.IsLocalUrl(returnUrl)) {
      return Redirect(returnUrl);
    }
    return RedirectToAction("Index");
  }
}
--- directory, documents and objects
public class PeopleController : Controller {
  public IActionResult Find(string user) {
    var searcher = new DirectorySearcher(_entry) { Filter = "(uid=" + user + ")" }; // !
    var node = _document.SelectSingleNode($"//user[@name='{user}']"); // !
    var formatter = new BinaryFormatter(); // !
    var state = formatter.Deserialize(Request.Body); // !
    var own = JsonSerializer.Deserialize<State>(user);
    return Ok();
  }
}
--- documents
public class Loader {
  public void Load(Stream stream) {
    var settings = new XmlReaderSettings();
    settings.DtdProcessing = DtdProcessing.Parse; // !
    var safe = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
  }
}
--- guards of an address and of a file name
public class FilesController : Controller {
  public async Task<IActionResult> A(string url) {
    if (!allowed.Contains(new Uri(url).Host)) return BadRequest();
    return Ok(await client.GetAsync(url));
  }
  public async Task<IActionResult> B(string url) {
    return Ok(await client.GetAsync(url)); // !
  }
  public IActionResult C(string name) {
    if (Path.GetFileName(name) != name) return BadRequest();
    return PhysicalFile(Path.Combine(_root, name), "x");
  }
  public IActionResult D(string name) {
    if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) return BadRequest();
    return PhysicalFile(Path.Combine(_root, name), "x");
  }
  public IActionResult E(string name) {
    if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) _log.Warn("odd");
    return PhysicalFile(Path.Combine(_root, name), "x"); // !
  }
}
--- a private method that nothing here calls
public class People {
  void Find(string user) {
    var one = new DirectorySearcher("(uid=" + user + ")"); // !
  }
  void Known() => Ask("admin");
  void Ask(string user) {
    var one = new DirectorySearcher("(uid=" + user + ")");
  }
}
--- tools of an agent
public class Tools {
  [KernelFunction] public string Read(string path) => File.ReadAllText(path); // !
  [McpServerTool] public void Run(string command) { Process.Start("bash", "-c \"" + command + "\""); } // !
  [KernelFunction] public int Add(int a, int b) => a + b;
  public string Load(string path) => File.ReadAllText(path);
}
--- minimal API
var app = WebApplication.Create(args);
app.MapGet("/file", (string path) => Results.File(Path.Combine("/data", path))); // !
app.MapGet("/safe", (string path) => Results.File(Path.Combine("/data", Path.GetFileName(path))));
app.MapGet("/user", async (string name, SqliteConnection db) => {
  using var command = db.CreateCommand();
  command.CommandText = $"SELECT * FROM users WHERE name = '{name}'"; // !
  return await command.ExecuteScalarAsync();
});
--- services from the container
public class FetchController : ControllerBase {
  [HttpGet("a")] public async Task<string> A(string url, [FromServices] HttpClient http) => await http.GetStringAsync(url); // !
  [HttpGet("b")] public async Task<string> B(int id, [FromServices] HttpClient http) => await http.GetStringAsync("https://api.dev/" + id);
  [HttpGet("c")] public object C([FromServices] HttpClient http) => Redirect(http.BaseAddress.ToString());
}
--- services of the file, by type, interface and primary constructor
public interface IStore { string Load(string name); }
public class FileStore : IStore {
  public string Load(string name) => File.ReadAllText("/srv/" + name); // !
}
public class ReportService {
  public string Show(string name) { return File.ReadAllText(Path.Combine("/srv", name)); } // !
  public string Known(string name) { return File.ReadAllText(Path.Combine("/srv", Path.GetFileName(name))); }
}
[ApiController]
public class ReportsController : ControllerBase {
  private readonly ReportService _reports;
  public ReportsController(ReportService reports) { _reports = reports; }
  [HttpGet("a")] public string A([FromQuery] string name) => _reports.Show(name) + _reports.Known(name);
}
[ApiController]
public class StoreController(IStore store) : ControllerBase {
  [HttpGet("b")] public string B([FromQuery] string name) => store.Load(name);
}
--- a program whose types stand below it
app.MapGet("/a", (string name, StoreService store) => store.Load(name));
app.Run();
public class StoreService {
  public string Load(string name) => File.ReadAllText("/srv/" + name); // !
}
--- what a method leaves in its parameters, hands out one by one, and a chain of calls on one object
public class Line {
  private string _text;
  public Line With(string text) { _text = text; return this; }
  public string Text() => "/c ls " + _text;
}
[ApiController]
public class ListController : ControllerBase {
  private static bool TryRead(string from, out string to) { to = from; return true; }
  private static void Fill(string from, ref string to) { to = "known"; }
  private static IEnumerable<string> Parts(string text) { foreach (var part in text.Split(',')) yield return part; }
  [HttpGet("a")] public void A(string n) { if (TryRead(n, out var name)) Process.Start("cmd", "/c ls " + name); } // !
  [HttpGet("b")] public void B(string n) { var name = "a"; Fill(n, ref name); Process.Start("cmd", "/c ls " + name); }
  [HttpGet("c")] public void C(string n) { foreach (var one in Parts(n)) Process.Start("cmd", "/c ls " + one); } // !
  [HttpGet("d")] public void D(string n) { Process.Start("cmd", new Line().With(n).Text()); } // !
  [HttpGet("e")] public void E(string n) { if (TryRead("a", out var name)) Process.Start("cmd", "/c ls " + name); }
}
--- what patterns bind
public record Query(string Name, int Count);
[ApiController]
public class FindController : ControllerBase {
  [HttpPost("a")] public void A([FromBody] Query q) { if (q is { Name: var name }) Process.Start("cmd", "/c ls " + name); } // !
  [HttpGet("b")] public void B(string n) { var c = n switch { "" => "a", var other => other }; Process.Start("cmd", "/c ls " + c); } // !
  [HttpGet("c")] public void C(string n) { var c = n switch { "a" => "first", var other => "second" }; Process.Start("cmd", "/c ls " + c); }
  [HttpPost("d")] public void D([FromBody] Query q) { if (q is { Count: var count }) Process.Start("cmd", "/c ls " + count); }
}
--- one of a list that was made anew
[ApiController]
public class FirstController : ControllerBase {
  [HttpGet("a")] public void A(string n) { Process.Start("cmd", "/c ls " + n.Split(',').Select(x => x.Trim()).First()); } // !
  [HttpGet("b")] public void B(string n) { Process.Start("cmd", "/c ls " + n.Split(',').Select(x => x.Length).First()); }
  [HttpGet("c")] public void C(string n) { var q = new Queue<string>(); q.Enqueue(n); Process.Start("cmd", "/c ls " + q.Dequeue()); } // !
}
--- tables and sets whose type stands before them
[ApiController]
public class TableController : ControllerBase {
  private static readonly HashSet<string> Folders = new() { "a", "b" };
  private static readonly Dictionary<string, string> Commands = new() { ["list"] = "ls", ["disk"] = "df" };
  [HttpGet("a")] public void A(string c) { if (Commands.TryGetValue(c, out var command)) Process.Start("cmd", "/c " + command); }
  [HttpGet("b")] public void B(string n) { var f = Folders.FirstOrDefault(x => x == n); if (f != null) Process.Start("cmd", "/c ls " + f); }
  [HttpGet("c")] public void C(string n) { Dictionary<string, string> given = new() { ["folder"] = n }; Process.Start("cmd", "/c ls " + given["folder"]); } // !
}
--- what a page binds
public class ListModel : PageModel {
  [BindProperty(SupportsGet = true)] public string Folder { get; set; }
  [BindProperty] public int Count { get; set; }
  public string Title { get; set; } = "files";
  public void OnGet() { Process.Start("cmd", "/c ls " + Folder); } // !
  public void OnPost() { Process.Start("cmd", "/c ls " + Count + Title); }
}
--- functions behind a gateway
public class Lambda {
  public string Run(APIGatewayProxyRequest request, ILambdaContext context) {
    Process.Start("cmd", "/c ls " + request.QueryStringParameters["folder"]); // !
    return context.FunctionName;
  }
}
--- a record that is found, and a text that is put together
[Authorize]
public class DocsController : Controller {
  public async Task<IActionResult> Found(string id) {
    var doc = await _db.Docs.FindAsync(id);
    return PhysicalFile(doc.Path, "application/pdf");
  }
  public IActionResult Asked(string id) {
    var doc = _service.GetDocument(id);
    return File(System.IO.File.ReadAllBytes(doc.Path), "application/pdf");
  }
  public IActionResult Kept(string id) {
    var path = _cache.Get<string>("path:" + id);
    return File(System.IO.File.ReadAllBytes(path), "application/pdf");
  }
  public IActionResult Named(string id) {
    var path = _files.GetFilePath(id);
    return File(System.IO.File.ReadAllBytes(path), "application/pdf"); // !
  }
}
--- an enumeration of another file as a parameter
[ApiController]
public class OrdersController : ControllerBase {
  [HttpGet("orders")]
  public IActionResult Orders(OrderStatus status, string name) {
    _conn.Query($"SELECT * FROM orders WHERE status = '{status}'");
    _conn.Query($"SELECT * FROM orders WHERE name = '{name}'"); // !
    return Ok();
  }
}
--- a record that is called like an enumeration
[ApiController]
public class UnitsController : ControllerBase {
  [HttpPost("units")]
  public IActionResult Create(Category category) {
    _conn.Execute($"INSERT INTO categories VALUES ('{category.Name}')"); // !
    return Ok();
  }
  [HttpPost("types")]
  public IActionResult Add(GameState game) {
    _conn.Execute($"INSERT INTO types VALUES ('{game.Label}')"); // !
    return Ok();
  }
}
--- types written out with their namespaces
public class C : Microsoft.AspNetCore.Mvc.Controller {
  public void Run(string q, int n) {
    System.Reflection.Assembly.LoadFrom(q); // !
    System.Activator.CreateInstance(System.Type.GetType(q)); // !
    var page = System.Xml.Linq.XDocument.Load("pages/" + q); // !
    System.Windows.Markup.XamlReader.Parse(q); // !
    var name = System.IO.Path.GetFileName(q);
    System.IO.File.Delete("files/" + name);
    System.IO.File.Delete("files/" + System.Convert.ToInt32(q));
    System.Console.WriteLine(System.Linq.Enumerable.Range(0, n));
  }
}
--- the lack of dots says nothing of an absolute path
[ApiController]
public class Files : ControllerBase {
  [HttpGet("a")] public string A(string name) {
    if (name.Contains("..")) return "";
    return System.IO.File.ReadAllText(Path.Combine(Root, name)); // !
  }
  [HttpGet("b")] public string B(string name) {
    if (name.Contains("../") || name.Contains("..\\")) throw new ArgumentException();
    var full = Path.Combine(Root, "users", name);
    return System.IO.File.ReadAllText(full); // !
  }
  [HttpGet("c")] public IActionResult C(string name) {
    var clean = name.Replace("..", "");
    return PhysicalFile(Path.Combine(Root, clean), "text/plain"); // !
  }
}
--- clean the lack of dots where no root can be
[ApiController]
public class Files : ControllerBase {
  [HttpGet("a")] public string A(string name) {
    if (name.Contains("..") || Path.IsPathRooted(name)) return "";
    return System.IO.File.ReadAllText(Path.Combine(Root, name));
  }
  [HttpGet("b")] public string B(string name) {
    if (name.Contains("..")) return "";
    return System.IO.File.ReadAllText(Path.Join(Root, name));
  }
  [HttpGet("c")] public string C(string name) {
    if (name.Contains("..")) return "";
    return System.IO.File.ReadAllText(Root + "/" + name);
  }
  [HttpGet("d")] public string D(string name) {
    if (name.Contains("..") || name.Contains('/') || name.Contains('\\')) return "";
    return System.IO.File.ReadAllText(Path.Combine(Root, name));
  }
  [HttpGet("e")] public string E(string name) {
    if (name.Contains("..")) return "";
    return System.IO.File.ReadAllText(Path.Combine(Root, $"user-{name}"));
  }
}
--- properties that are set where an object is made
public class Job { public string Name { get; set; } public string Command { get; set; } public string Line => "sh " + Name; }
public class JobsController : Controller {
  public IActionResult Fixed(string q) {
    var job = new Job { Name = q, Command = "make all" };
    Process.Start("/bin/sh", "-c " + job.Command);
    var other = new OtherJob { Name = q, Command = "make all" };
    Process.Start("/bin/sh", "-c " + other.Command);
    return Ok();
  }
  public IActionResult Chosen(string q) {
    var job = new Job { Name = "nightly", Command = q };
    Process.Start("/bin/sh", "-c " + job.Command); // !
    return Ok();
  }
  public IActionResult Computed(string q) {
    var job = new Job { Name = q, Command = "make all" };
    Process.Start("/bin/sh", "-c " + job.Line); // !
    return Ok();
  }
  public IActionResult Later(string q) {
    var job = new Job { Name = "nightly", Command = "make all" };
    job.Command = q;
    Process.Start("/bin/sh", "-c " + job.Command); // !
    return Ok();
  }
  public IActionResult Whole(string q) {
    var info = new ProcessStartInfo { FileName = "/bin/sh", Arguments = "-c " + q }; // !
    Process.Start(info);
    return Ok();
  }
}
`;

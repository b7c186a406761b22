// Whole Java files: Spring, JAX-RS, JPA, helpers in inner classes, Juliet's ways of hiding a flow.
export { classes } from './servlet.ts';
export const programs = String.raw`
--- helper in an inner class
public class T extends HttpServlet {
  public void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String param = request.getParameter("a");
    String bar = new Test().doSomething(request, param);
    java.sql.Statement statement = getStatement();
    statement.executeQuery("SELECT * FROM t WHERE a='" + bar + "'"); // !
  }
  private class Test {
    public String doSomething(HttpServletRequest request, String param) throws Exception {
      StringBuilder sbxyz = new StringBuilder(param);
      String bar = sbxyz.append("_SafeStuff").toString();
      return bar;
    }
  }
}
--- helper that returns a constant
public class T extends HttpServlet {
  public void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String bar = doSomething(request, request.getParameter("a"));
    getStatement().executeQuery("SELECT * FROM t WHERE a='" + bar + "'");
  }
  private static String doSomething(HttpServletRequest request, String param) {
    String bar = "safe!";
    java.util.HashMap<String, Object> map = new java.util.HashMap<String, Object>();
    map.put("keyA-1", "a-Value");
    map.put("keyB-1", param);
    bar = (String) map.get("keyA-1");
    return bar;
  }
}
--- doGet calls doPost
public class T extends HttpServlet {
  public void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    doPost(request, response);
  }
  public void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("n");
    run("ls " + name);
  }
  private void run(String command) throws Exception {
    Runtime.getRuntime().exec(command); // !
  }
}
--- juliet: if constant, bad
public class CWE89 {
  private static final boolean PRIVATE_STATIC_FINAL_TRUE = true;
  public void bad() throws Throwable {
    String data;
    if (PRIVATE_STATIC_FINAL_TRUE) {
      data = System.getenv("ADD");
    } else {
      data = null;
    }
    Statement sqlStatement = dbConnection.createStatement();
    sqlStatement.execute("insert into users (status) values ('updated') where name='" + data + "'"); // !
  }
  private void goodG2B1() throws Throwable {
    String data;
    if (PRIVATE_STATIC_FINAL_TRUE) {
      data = "foo";
    } else {
      data = System.getenv("ADD");
    }
    Statement sqlStatement = dbConnection.createStatement();
    sqlStatement.execute("insert into users (status) values ('updated') where name='" + data + "'");
  }
}
--- juliet: loop with break
public class CWE78 {
  public void bad(HttpServletRequest request) throws Throwable {
    String data;
    while (true) {
      data = request.getParameter("name");
      break;
    }
    Process process = Runtime.getRuntime().exec("ls " + data); // !
  }
}
--- juliet: private methods
public class CWE89 {
  private boolean privateReturnsTrue() {
    return true;
  }
  private String badSource(HttpServletRequest request) {
    return request.getParameter("name");
  }
  public void bad(HttpServletRequest request) throws Throwable {
    String data = badSource(request);
    if (privateReturnsTrue()) {
      PreparedStatement st = dbConnection.prepareStatement("select * from users where name='" + data + "'"); // !
      st.execute();
    }
  }
}
--- juliet: network source
public class CWE78 {
  public void bad() throws Throwable {
    Socket socket = new Socket("host.example.org", 39544);
    BufferedReader readerBuffered = new BufferedReader(new InputStreamReader(socket.getInputStream(), "UTF-8"));
    String data = readerBuffered.readLine();
    Runtime.getRuntime().exec("cmd /c dir " + data); // !
  }
}
--- juliet: container
public class CWE90 {
  public void bad(HttpServletRequest request) throws Throwable {
    String data = request.getParameter("name");
    Vector<String> dataVector = new Vector<String>(5);
    dataVector.add(0, data);
    dataVector.add(1, data);
    badSink(dataVector);
  }
  private void badSink(Vector<String> dataVector) throws Throwable {
    String data = dataVector.remove(1);
    DirContext directoryContext = new InitialDirContext(environment);
    directoryContext.search("", "(cn=" + data + ")", null); // !
  }
}
--- spring path variable
@RestController
public class C {
  @Autowired private JdbcTemplate jdbcTemplate;
  @GetMapping("/u/{name}")
  public List<User> find(@PathVariable("name") String name) {
    String sql = "SELECT * FROM users WHERE name = '%s'".formatted(name);
    return jdbcTemplate.query(sql, mapper); // !
  }
}
--- spring long path variable
@RestController
public class C {
  @Autowired private JdbcTemplate jdbcTemplate;
  @GetMapping("/u/{id}")
  public List<User> find(@PathVariable Long id) {
    return jdbcTemplate.query("SELECT * FROM users WHERE id = " + id, mapper);
  }
}
--- spring body with a getter of the same file
@RestController
public class C {
  @PersistenceContext private EntityManager em;
  @PostMapping("/search")
  public List<User> search(@RequestBody Filter filter) {
    String q = """
        SELECT u FROM User u
        WHERE u.name = '""" + filter.getName() + "' AND u.age = " + filter.getAge();
    return em.createQuery(q).getResultList(); // !
  }
  static class Filter {
    private String name;
    private int age;
    public String getName() { return name; }
    public int getAge() { return age; }
  }
}
--- record body
@RestController
public class C {
  record Search(String term, int page) {}
  @PostMapping("/search")
  public Object search(@RequestBody Search search) {
    return em.createNativeQuery("SELECT * FROM t WHERE a LIKE '%" + search.term() + "%'").getResultList(); // !
  }
}
--- jpa with parameters
@Repository
public class R {
  public List<User> find(String name) {
    return em.createQuery("SELECT u FROM User u WHERE u.name = :name", User.class).setParameter("name", name).getResultList();
  }
}
--- repository with concatenation
@Repository
public class R {
  private final EntityManager entityManager;
  public List<User> find(String name) {
    return entityManager.createNativeQuery("SELECT * FROM users WHERE name = '" + name + "'").getResultList(); // !
  }
}
--- enum parameter
@RestController
public class C {
  enum Sort { NAME, AGE }
  @GetMapping("/u")
  public Object all(@RequestParam Sort sort) {
    return jdbcTemplate.queryForList("SELECT * FROM users ORDER BY " + sort.name());
  }
}
--- jax-rs
@Path("/files")
public class F {
  @GET
  @Path("/{name}")
  public Response get(@PathParam("name") String name) throws Exception {
    File file = new File("/srv/" + name);
    return Response.ok(Files.readAllBytes(file.toPath())).build(); // !
  }
}
--- upload
@RestController
public class Up {
  @PostMapping("/up")
  public String up(@RequestParam("file") MultipartFile file) throws IOException {
    Path path = Paths.get("uploads").resolve(file.getOriginalFilename());
    Files.copy(file.getInputStream(), path, StandardCopyOption.REPLACE_EXISTING); // !
    return "ok";
  }
}
--- upload with a clean name
@RestController
public class Up {
  @PostMapping("/up")
  public String up(@RequestParam("file") MultipartFile file) throws IOException {
    String name = Paths.get(file.getOriginalFilename()).getFileName().toString();
    Files.copy(file.getInputStream(), Paths.get("uploads").resolve(name));
    return "ok";
  }
}
--- web client
@RestController
public class P {
  private final WebClient webClient = WebClient.create();
  @GetMapping("/p")
  public Mono<String> p(@RequestParam String url) {
    return webClient.get().uri(url).retrieve().bodyToMono(String.class); // !
  }
}
--- okhttp
@RestController
public class P {
  @GetMapping("/p")
  public String p(@RequestParam String url) throws IOException {
    Request request = new Request.Builder().url(url).build(); // !
    return client.newCall(request).execute().body().string();
  }
}
--- model and view
@Controller
public class L {
  @GetMapping("/l")
  public ModelAndView l(@RequestParam String target) {
    return new ModelAndView("redirect:" + target); // !
  }
}
--- redirect view
@Controller
public class L {
  @GetMapping("/l")
  public RedirectView l(@RequestParam String target) {
    return new RedirectView(target); // !
  }
}
--- spel
@RestController
public class S {
  @PostMapping("/s")
  public Object s(@RequestParam String e) {
    ExpressionParser parser = new SpelExpressionParser();
    Expression expression = parser.parseExpression(e); // !
    return expression.getValue();
  }
}
--- xstream
@RestController
public class X {
  @PostMapping("/x")
  public Object x(@RequestBody String xml) {
    XStream xstream = new XStream();
    return xstream.fromXML(xml); // !
  }
}
--- stream of lambdas
@RestController
public class X {
  @PostMapping("/x")
  public void x(@RequestBody List<String> names) {
    names.stream().map(String::trim).forEach(name -> {
      jdbcTemplate.update("DELETE FROM t WHERE name = '" + name + "'"); // !
    });
  }
}
--- try with resources and fields
public class Dao {
  private final String table = "users";
  private Connection connection;
  public void remove(String id) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.executeUpdate("DELETE FROM " + table + " WHERE id = '" + id + "'"); // !
    }
  }
}
--- constant table names
public class Dao {
  private static final String TABLE = "users";
  private static final String[] COLUMNS = {"a", "b"};
  public void all(Connection connection) throws SQLException {
    connection.createStatement().executeQuery("SELECT " + String.join(", ", COLUMNS) + " FROM " + TABLE);
  }
}
--- conditional clauses with bound values
public class Dao {
  public List<User> find(String name, Integer age) {
    StringBuilder sql = new StringBuilder("SELECT * FROM users WHERE 1=1");
    List<Object> args = new ArrayList<>();
    if (name != null) {
      sql.append(" AND name = ?");
      args.add(name);
    }
    if (age != null) {
      sql.append(" AND age = ?");
      args.add(age);
    }
    return jdbcTemplate.query(sql.toString(), mapper, args.toArray());
  }
}
--- logging is no page
public class Job {
  public void run(PrintStream out, String name) {
    out.println("<job> " + name);
  }
}
--- command line tool
public class Tool {
  public static void main(String[] args) throws Exception {
    new ProcessBuilder(args).inheritIO().start();
  }
}
--- service with parameters only
@Service
public class Storage {
  private final Path root = Path.of("data");
  public byte[] load(String name) throws IOException {
    return Files.readAllBytes(root.resolve(name));
  }
}
--- juliet: many ways
package juliet;
import java.io.*;
public class CWE79_XSS__51b {
  public void badSink(String data, HttpServletRequest request, HttpServletResponse response) throws Throwable {
    if (data != null) {
      response.getWriter().println("<br>bad(): data = " + data.replaceAll("(<script>)", ""));
    }
  }
}
class CWE89a {
  private static String data;
  private static boolean badPublicStatic = false;
  public void bad1(HttpServletRequest request) throws Throwable {
    switch (6) {
    case 6:
      data = "";
      {
        File file = new File("C:\\data.txt");
        BufferedReader r = new BufferedReader(new InputStreamReader(new FileInputStream(file), "UTF-8"));
        data = r.readLine();
      }
      break;
    default:
      data = null;
      break;
    }
    Connection dbConnection = IO.getDBConnection();
    Statement sqlStatement = dbConnection.createStatement();
    int rowCount = sqlStatement.executeUpdate("insert into users (status) values ('updated') where name='"+data+"'"); // !
  }
  public void bad2(HttpServletRequest request) throws Throwable {
    String data = "";
    {
      StringTokenizer tokenizer = new StringTokenizer(request.getQueryString(), "&");
      while (tokenizer.hasMoreTokens()) {
        String token = tokenizer.nextToken();
        if(token.startsWith("id=")) {
          data = token.substring(3);
          break;
        }
      }
    }
    String names[] = data.split("-");
    for (int i = 0; i < names.length; i++) {
      dbConnection.createStatement().addBatch("update users set hitcount=hitcount+1 where name='" + names[i] + "'"); // !
    }
    Object dataObject = data;
    String d3 = (String) dataObject;
    new File("C:\\" + d3); // !
  }
  public void good(HttpServletRequest request) throws Throwable {
    String data = "foo";
    Cookie cookieSources[] = request.getCookies();
    if (cookieSources != null) { data = cookieSources[0].getValue(); }
    PreparedStatement ps = c.prepareStatement("insert into users (status) values ('updated') where name=?");
    ps.setString(1, data);
    ps.executeUpdate();
  }
  public void goodG2B(HttpServletRequest request) throws Throwable {
    String data;
    if (IO.STATIC_FINAL_FIVE == 5) { data = "foo"; } else { data = null; }
    c.createStatement().executeQuery("select * from t where a='" + data + "'");
  }
  public void goodB2G(HttpServletRequest request, HttpServletResponse response) throws Throwable {
    String data = request.getParameter("n");
    String clean = URLEncoder.encode(data, "UTF-8");
    response.sendRedirect(clean);
    response.getWriter().println("<br>" + data.length());
  }
  public void bad5(HttpServletRequest request, HttpServletResponse response) throws Throwable {
    String data = System.getProperty("user.home");
    Hashtable<String, String> env = new Hashtable<String, String>();
    InitialDirContext dctx = new InitialDirContext(env);
    NamingEnumeration<?> answer = dctx.search("", "(cn=" + request.getParameter("n") + ")", null); // !
    Properties p = new Properties();
    p.load(new FileInputStream("x"));
    Runtime.getRuntime().exec("/bin/ls " + p.getProperty("data")); // !
    XPath xPath = XPathFactory.newInstance().newXPath();
    String[] tokens = request.getParameter("u").split("\\|\\|");
    String username = tokens[0];
    String query = "//users/user[name/text()='" + username + "']/secret/text()";
    String secret = (String) xPath.evaluate(query, inputXml, XPathConstants.STRING); // !
    Cookie cookie = new Cookie("SecretMessage", "Drink");
    cookie.setSecure(false); // !
    KeyGenerator kg = KeyGenerator.getInstance("DES"); // !
    Class<?> tempClass = Class.forName(request.getParameter("c")); // !
    response.sendRedirect(data);
  }
}
--- a service behind an interface of the file, with objects that have getters
interface Store { String load(String name) throws IOException; }
class FileStore implements Store {
  public String load(String name) throws IOException { return Files.readString(Path.of("/srv/" + name)); } // !
}
class Request { private String fileName; public String getFileName() { return fileName; } }
@RestController
class Reports {
  private final Store store;
  Reports(Store store) { this.store = store; }
  @PostMapping("/a") String a(@RequestBody Request body) throws IOException { return store.load(body.getFileName()); }
}
--- a getter that was looked up in a list of names
@RestController
class Items {
  private static final Set<String> COLUMNS = Set.of("name", "stock");
  private JdbcTemplate jdbc;
  @PostMapping("/a") List<?> a(@RequestBody Criteria criteria) {
    String order = COLUMNS.contains(criteria.getOrder()) ? criteria.getOrder() : "name";
    return jdbc.queryForList("select * from items order by " + order);
  }
  @PostMapping("/b") List<?> b(@RequestBody Criteria criteria) {
    String order = COLUMNS.contains(criteria.getOrder()) ? criteria.getName() : "name";
    return jdbc.queryForList("select * from items order by " + order); // !
  }
}
--- two classes for one interface
interface Store { String load(String name) throws IOException; }
class FileStore implements Store {
  public String load(String name) throws IOException { return Files.readString(Path.of("/srv/" + name)); }
}
class MemoryStore implements Store {
  public String load(String name) { return texts.get(name); }
}
@RestController
class Reports {
  private Store store;
  @GetMapping("/a") String a(@RequestParam String name) throws IOException { return store.load(name); }
}
--- what a constructor keeps for a method
class Archive {
  private final String name;
  Archive(String name) { this.name = name; }
  void pack() throws IOException { Runtime.getRuntime().exec("tar czf /tmp/" + name + ".tgz /srv"); } // !
  void list() throws IOException { new ProcessBuilder("ls", "/srv").start(); }
}
class Packer extends HttpServlet {
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    new Archive(request.getParameter("name")).pack();
  }
}
--- a parameter is called as Python calls a class
import org.springframework.web.bind.annotation.*;
@RestController
public class Plugins {
  @GetMapping("/plugin")
  public Object plugin(@RequestParam String cls) throws Exception {
    return Class.forName(cls).newInstance(); // !
  }
}
--- optional values, functions as values, maps and records taken apart
import java.util.*;
import java.util.function.*;
import org.springframework.web.bind.annotation.*;
@RestController
class Parts {
  record Query(String name, int count) {}
  @GetMapping("/a") void a(@RequestParam Optional<String> n) throws Exception { Runtime.getRuntime().exec("ls " + n.map(String::trim).orElse("a")); } // !
  @GetMapping("/b") void b(@RequestParam List<String> n) throws Exception { Runtime.getRuntime().exec("ls " + n.stream().map(String::trim).findFirst().get()); } // !
  @GetMapping("/c") void c(@RequestParam Optional<String> n) throws Exception { Runtime.getRuntime().exec("ls " + n.map(String::length).orElse(1)); }
  @GetMapping("/d") void d(@RequestParam String n) throws Exception { Supplier<String> line = () -> "ls " + n; Runtime.getRuntime().exec(line.get()); } // !
  @GetMapping("/e") void e(@RequestParam String n) throws Exception { Supplier<String> line = () -> "ls"; Runtime.getRuntime().exec(line.get()); }
  @GetMapping("/f") void f(@RequestParam Map<String, String> q) { q.forEach((key, value) -> { try { Runtime.getRuntime().exec("ls " + value); } catch (Exception e) { } }); } // !
  @PostMapping("/g") void g(@RequestBody Query q) throws Exception { if (q instanceof Query(String name, int count)) Runtime.getRuntime().exec("ls " + name); } // !
  @PostMapping("/h") void h(@RequestBody Query q) throws Exception { if (q instanceof Query(String name, int count)) Runtime.getRuntime().exec("ls " + count); }
  @GetMapping("/i") void i(@RequestParam String n) throws Exception { Object o = n; String line = switch (o) { case String s -> "ls " + s; default -> "ls"; }; Runtime.getRuntime().exec(line); } // !
}
--- an object whose fields another method reads
class Listing extends HttpServlet {
  static class Container { public String one; public String two; }
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Container kept = new Container();
    kept.one = request.getParameter("n");
    kept.two = "a";
    list(kept);
    other(kept);
  }
  private void list(Container kept) throws IOException { Runtime.getRuntime().exec("ls " + kept.one); } // !
  private void other(Container kept) throws IOException { Runtime.getRuntime().exec("ls " + kept.two); }
}
--- one of an enumeration, one of a fixed set
import java.util.*;
import org.springframework.web.bind.annotation.*;
@RestController
class Kinds {
  enum Kind { A, B }
  private static final Set<String> FOLDERS = Set.of("a", "b");
  @GetMapping("/a") void a(@RequestParam Kind kind) throws Exception { Runtime.getRuntime().exec("ls " + kind.name()); }
  @GetMapping("/b") void b(@RequestParam String n) throws Exception { Runtime.getRuntime().exec("ls " + Kind.valueOf(n)); }
  @GetMapping("/c") void c(@RequestParam String n) throws Exception { Optional<String> f = FOLDERS.stream().filter(x -> x.equals(n)).findFirst(); if (f.isPresent()) Runtime.getRuntime().exec("ls " + f.get()); }
  @GetMapping("/d") void d(@RequestParam String n) throws Exception { Runtime.getRuntime().exec("ls " + String.valueOf(n)); } // !
}
--- a record whose components have patterns
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;
@RestController
class Notes {
  @Autowired JdbcTemplate jdbc;
  record Filter(@Pattern(regexp = "id|name") String sort, @Pattern(regexp = ".+") String term, @Min(1) int limit) {}
  @PostMapping("/a") Object a(@Valid @RequestBody Filter filter) { return jdbc.queryForList("SELECT * FROM notes ORDER BY " + filter.sort()); }
  @PostMapping("/b") Object b(@Valid @RequestBody Filter filter) { return jdbc.queryForList("SELECT * FROM notes LIMIT " + filter.limit()); }
  @PostMapping("/c") Object c(@Valid @RequestBody Filter filter) { return jdbc.queryForList("SELECT * FROM notes WHERE title = '" + filter.term() + "'"); } // !
}
--- a stream of those that a set holds
import java.util.*;
import java.util.stream.*;
import org.springframework.web.bind.annotation.*;
@RestController
class Columns {
  @Autowired JdbcTemplate jdbc;
  private static final Set<String> COLUMNS = Set.of("id", "name");
  @GetMapping("/a") Object a(@RequestParam List<String> names) {
    String columns = names.stream().filter(COLUMNS::contains).collect(Collectors.joining(","));
    return jdbc.queryForList("SELECT " + columns + " FROM notes");
  }
  @GetMapping("/b") Object b(@RequestParam List<String> names) {
    String columns = names.stream().filter(Objects::nonNull).collect(Collectors.joining(","));
    return jdbc.queryForList("SELECT " + columns + " FROM notes"); // !
  }
}
--- one value in a list or an optional, and one that must be there
class Orders {
  List<Order> one(HttpServletRequest request) {
    var given = java.util.List.of(request.getParameter("a"));
    return jdbc.queryForList("SELECT * FROM t WHERE a = '" + given.get(0) + "'"); // !
  }
  List<Order> maybe(HttpServletRequest request) {
    String name = Optional.ofNullable(request.getParameter("a")).orElse("");
    return jdbc.queryForList("SELECT * FROM t WHERE a = '" + Objects.requireNonNull(name, "a") + "'"); // !
  }
  List<Order> other(HttpServletRequest request) {
    var given = List.of("name", request.getParameter("a"));
    return jdbc.queryForList("SELECT * FROM t ORDER BY " + given.get(0));
  }
  Object read(@RequestBody String text) {
    return new Yaml(/* no tags */ new SafeConstructor(new LoaderOptions())).load(text);
  }
}
--- a record that is found, and a text that is put together
@RestController
class Docs {
  @GetMapping("/a/{id}")
  Object found(@PathVariable String id) throws Exception {
    Doc doc = repo.findBySlug(id).orElseThrow();
    return new FileInputStream(doc.getPath());
  }
  @GetMapping("/b/{id}")
  Object bound(@PathVariable String id) throws Exception {
    Doc doc = em.createQuery("select d from Doc d where d.slug = :s", Doc.class).setParameter("s", id).getSingleResult();
    return new FileInputStream(doc.getPath());
  }
  @GetMapping("/c/{id}")
  Object named(@PathVariable String id) throws Exception {
    String path = files.getFilePath(id);
    return new FileInputStream(path); // !
  }
}
--- an enumeration of another file
class Kinds {
  @GetMapping("/a") Object a(@RequestParam String k) {
    Kind kind = Kind.valueOf(k.toUpperCase());
    return jdbc.queryForList("SELECT * FROM t WHERE kind = '" + kind.name() + "'");
  }
  @GetMapping("/b") Object b(@RequestParam String k) {
    return jdbc.queryForList("SELECT * FROM t WHERE kind = '" + String.valueOf(k) + "'"); // !
  }
}
--- what Spring hands a handler of its own
@RestController class Own {
  @PostMapping("/a") Object a(Principal principal, HttpSession session, Pageable page, @CurrentAccount Account account, HttpServletRequest request, @RequestParam String name) throws Exception {
    new FileInputStream("/srv/" + principal.getName());
    new FileInputStream("/srv/" + session.getAttribute("file"));
    new FileInputStream("/srv/" + account.getId());
    new FileInputStream("/srv/" + request.getRemoteUser());
    jdbc.queryForList("SELECT * FROM t LIMIT " + page.getPageSize() + " OFFSET " + page.getOffset());
    return new FileInputStream("/srv/" + name); // !
  }
}
--- the tag of a page beside a secret
class Pages {
  String tag(String token, byte[] body) throws Exception {
    check(token);
    String etag = DigestUtils.md5Hex(body);
    Thread.sleep(new Random().nextInt(100));
    String sealed = DigestUtils.md5Hex(token); // !
    return etag;
  }
}
--- a record that is called like an enumeration
@RestController class Units {
  @PostMapping("/a") void a(@RequestBody Category category) { jdbc.execute("INSERT INTO c VALUES ('" + category.getName() + "')"); } // !
  @PostMapping("/b") void b(@RequestBody ProductType type) { jdbc.execute("INSERT INTO t VALUES ('" + type.getLabel() + "')"); } // !
}
--- the lack of dots says nothing of an absolute path
@RestController class Files {
  @GetMapping("/a") byte[] a(@RequestParam String name) throws IOException {
    if (name.contains("..")) throw new IllegalArgumentException();
    return java.nio.file.Files.readAllBytes(root.resolve(name)); // !
  }
  @GetMapping("/b") InputStream b(@RequestParam String name) throws IOException {
    if (name.contains("..")) throw new IllegalArgumentException();
    return new FileInputStream(name); // !
  }
  @GetMapping("/c") byte[] c(@RequestParam String name) throws IOException {
    String clean = name.replace("..", "");
    return java.nio.file.Files.readAllBytes(root.resolve(clean)); // !
  }
}
--- clean the lack of dots where no root can be
@RestController class Files {
  @GetMapping("/a") byte[] a(@RequestParam String name) throws IOException {
    if (name.contains("..")) throw new IllegalArgumentException();
    return java.nio.file.Files.readAllBytes(Paths.get("/srv", name));
  }
  @GetMapping("/b") InputStream b(@RequestParam String name) throws IOException {
    if (name.contains("..")) throw new IllegalArgumentException();
    return new FileInputStream(new File(root, name));
  }
  @GetMapping("/c") byte[] c(@RequestParam String name) throws IOException {
    if (name.contains("..") || Paths.get(name).isAbsolute()) throw new IllegalArgumentException();
    return java.nio.file.Files.readAllBytes(root.resolve(name));
  }
  @GetMapping("/d") InputStream d(@RequestParam String name) throws IOException {
    if (name.contains("..")) throw new IllegalArgumentException();
    return getClass().getResourceAsStream(name);
  }
  @GetMapping("/e") byte[] e(@RequestParam String name) throws IOException {
    File file = new File(root, name);
    if (file.getPath().contains("..")) throw new IllegalArgumentException();
    return java.nio.file.Files.readAllBytes(file.toPath());
  }
  @GetMapping("/f") byte[] f(@RequestParam String name) throws IOException {
    if (name.contains("..") || name.startsWith("/")) throw new IllegalArgumentException();
    return java.nio.file.Files.readAllBytes(root.resolve(name));
  }
}
--- what an interface of the file makes of a name
@RestController
class Zips {
  interface NameMapper { String map(String name); }
  private final NameMapper mapper;
  Zips(NameMapper mapper) { this.mapper = mapper; }
  @GetMapping("/a") byte[] a(@RequestParam String name) throws IOException {
    String mapped = mapper.map(name);
    return java.nio.file.Files.readAllBytes(new File(folder, mapped).toPath()); // !
  }
}
--- parts of a record of this file
record Job(String name, String command) { String line() { return "sh " + name; } }
@RestController class Jobs {
  @GetMapping("/fixed") void fixed(@RequestParam String q) throws Exception {
    Job job = new Job(q, "make all");
    Runtime.getRuntime().exec("sh -c " + job.command());
  }
  @GetMapping("/chosen") void chosen(@RequestParam String q) throws Exception {
    var job = new Job("nightly", q);
    Runtime.getRuntime().exec("sh -c " + job.command()); // !
  }
  @GetMapping("/line") void line(@RequestParam String q) throws Exception {
    var job = new Job(q, "make all");
    Runtime.getRuntime().exec("sh -c " + job.line()); // !
  }
  @GetMapping("/whole") void whole(@RequestParam String q) throws Exception {
    Job job = new Job(q, "make all");
    Runtime.getRuntime().exec("sh -c " + job.toString()); // !
  }
}
--- parts of an object that its constructor keeps
class Query {
  private final String name;
  private String command;
  Query(String name, String command) { this.name = name; this.command = command; }
  String getName() { return name; }
  String getCommand() { return this.command; }
  String line() { return "sh " + name; }
}
@RestController class Queries {
  @GetMapping("/fixed") void fixed(@RequestParam String q) throws Exception {
    Query query = new Query(q, "make all");
    Runtime.getRuntime().exec("sh -c " + query.getCommand());
  }
  @GetMapping("/chosen") void chosen(@RequestParam String q) throws Exception {
    Query query = new Query("nightly", q);
    Runtime.getRuntime().exec("sh -c " + query.getCommand()); // !
  }
  @GetMapping("/line") void line(@RequestParam String q) throws Exception {
    Query query = new Query(q, "make all");
    Runtime.getRuntime().exec("sh -c " + query.line()); // !
  }
}
--- parts of an object that others write again
class Wanted {
  private final String name;
  private String command;
  Wanted(String name, String command) { this.name = name; this.command = command; }
  void setCommand(String command) { this.command = command; }
  String getCommand() { return command; }
}
@RestController class Wishes {
  @GetMapping("/set") void set(@RequestParam String q) throws Exception {
    Wanted wanted = new Wanted(q, "make all");
    wanted.setCommand(q);
    Runtime.getRuntime().exec("sh -c " + wanted.getCommand()); // !
  }
}
--- parts of an object to which others add
class Grown {
  private final String name;
  private String command;
  Grown(String name, String command) { this.name = name; this.command = command; }
  void lengthen(String option) { this.command += " " + option; }
  String getCommand() { return command; }
}
@RestController class Growing {
  @GetMapping("/add") void add(@RequestParam String q) throws Exception {
    Grown grown = new Grown(q, "make all");
    grown.lengthen(q);
    Runtime.getRuntime().exec("sh -c " + grown.getCommand()); // !
  }
}
--- parts of an object whose constructor changes them
class Changed {
  private final String name;
  private final String command;
  Changed(String name, String command) { this.name = name; this.command = command + " " + name; }
  String getCommand() { return command; }
}
@RestController class Changes {
  @GetMapping("/changed") void changed(@RequestParam String q) throws Exception {
    Changed changed = new Changed(q, "make");
    Runtime.getRuntime().exec("sh -c " + changed.getCommand()); // !
  }
}
--- a method of its own that is named like one of the request
public class Starter implements ServletContextListener {
  public void contextInitialized(ServletContextEvent event) throws Exception {
    String url = getParameter(event.getServletContext(), "db.url");
    Connection connection = DriverManager.getConnection(url);
    connection.createStatement().execute("CREATE ALIAS STOP FOR '" + Starter.class.getName() + ".stop'");
  }
  private static String getParameter(ServletContext context, String key) { return context.getInitParameter(key); }
}
--- a method of its own that asks the request
public class Starter extends HttpServlet {
  public void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    DriverManager.getConnection(getParameter(request, "url")); // !
    connection.createStatement().execute("CREATE ALIAS STOP FOR '" + request.getParameter("name") + "'"); // !
  }
  private static String getParameter(HttpServletRequest request, String key) { return request.getParameter(key); }
}
--- a lookup that throws for a column that it does not know
@RestController class Sorted {
  record Column(String expr) {}
  private final Map<String, Column> columns = load();
  private final Map<String, Column> recent = load();
  private Column column(String key) {
    Column found = columns.get(key);
    if (found == null) throw new IllegalArgumentException("unknown " + key);
    return found;
  }
  private Column anyColumn(String key) {
    Column found = columns.get(key);
    if (found == null) log.warn("unknown");
    return found;
  }
  private Column recentOne(String key) {
    Column found = recent.get(key);
    if (found == null) throw new IllegalArgumentException("unknown " + key);
    return found;
  }
  @GetMapping("/a") void known(@RequestParam String c) {
    jdbc.queryForList("select " + column(c).expr() + " as " + c + " from t");
  }
  @GetMapping("/b") void first(@RequestParam String c) {
    Column one = column(c);
    jdbc.queryForList("select 1 as " + c + " from t order by " + one.expr());
  }
  @GetMapping("/c") void warned(@RequestParam String c) {
    jdbc.queryForList("select " + anyColumn(c) + " as " + c + " from t"); // !
  }
  @GetMapping("/d") void cached(@RequestParam String c) {
    jdbc.queryForList("select " + recentOne(c) + " as " + c + " from t"); // !
  }
  @GetMapping("/e") void tooLate(@RequestParam String c) {
    jdbc.queryForList("select " + c + ", " + column(c).expr() + " from t"); // !
  }
}
`;

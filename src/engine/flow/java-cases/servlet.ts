// Servlets in the manner of labelled benchmarks: values pass through containers, constants, helpers and builders.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'xss', 'ldap-injection', 'xpath-injection', 'trust-boundary', 'weak-crypto', 'cookies', 'code-injection', 'open-redirect', 'ssrf', 'deserialization']; // prettier-ignore
/** Each is the body of `doPost(HttpServletRequest request, HttpServletResponse response)`. */
export const programs = String.raw`
--- sql through a map, tainted key
String param = request.getParameter("a");
java.util.HashMap<String, Object> map = new java.util.HashMap<String, Object>();
map.put("keyA", "a value");
map.put("keyB", param);
String bar = (String) map.get("keyB");
String sql = "SELECT * from USERS where USERNAME='foo' and PASSWORD='" + bar + "'";
java.sql.Statement statement = org.owasp.benchmark.helpers.DatabaseHelper.getSqlStatement();
statement.execute(sql, new String[] {"username", "password"}); // !
--- sql through a map, other key
String param = request.getParameter("a");
java.util.HashMap<String, Object> map = new java.util.HashMap<String, Object>();
map.put("keyA", "a value");
map.put("keyB", param);
String bar = (String) map.get("keyB");
bar = (String) map.get("keyA");
java.sql.Statement statement = org.owasp.benchmark.helpers.DatabaseHelper.getSqlStatement();
statement.execute("SELECT * from USERS where PASSWORD='" + bar + "'");
--- sql through a list, tainted item
String param = request.getHeader("vector");
java.util.List<String> values = new java.util.ArrayList<String>();
values.add("safe");
values.add(param);
values.add("moresafe");
values.remove(0);
String bar = values.get(0);
org.owasp.benchmark.helpers.DatabaseHelper.JDBCtemplate.queryForObject("SELECT USERNAME from USERS where ID='" + bar + "'", String.class); // !
--- sql through a list, other item
String param = request.getHeader("vector");
java.util.List<String> values = new java.util.ArrayList<String>();
values.add("safe");
values.add(param);
values.add("moresafe");
values.remove(0);
String bar = values.get(1);
org.owasp.benchmark.helpers.DatabaseHelper.JDBCtemplate.queryForObject("SELECT USERNAME from USERS where ID='" + bar + "'", String.class);
--- sql, condition of constants that is false
String param = request.getParameter("a");
String bar;
int num = 86;
if ((7 * 42) - num > 200) bar = "This_should_always_happen"; else bar = param;
connection.createStatement().executeQuery("SELECT * FROM users WHERE name='" + bar + "'");
--- sql, condition of constants that is true
String param = request.getParameter("a");
String bar;
int num = 196;
if ((500 / 42) + num > 200) bar = param; else bar = "This should never happen";
connection.createStatement().executeQuery("SELECT * FROM users WHERE name='" + bar + "'"); // !
--- sql, ternary of constants
String param = request.getParameter("a");
int num = 106;
String bar = (7 * 18) + num > 200 ? "This_should_always_happen" : param;
connection.createStatement().executeQuery("SELECT * FROM users WHERE name='" + bar + "'");
--- switch on a constant, clean
String param = request.getParameter("a");
String bar;
String guess = "ABC";
char switchTarget = guess.charAt(1);
switch (switchTarget) {
  case 'A': bar = param; break;
  case 'B': bar = "bob"; break;
  case 'C': case 'D': bar = param; break;
  default: bar = "bob's your uncle"; break;
}
connection.prepareCall("{call " + bar + "}");
--- switch on a constant, tainted
String param = request.getParameter("a");
String bar;
String guess = "ABC";
char switchTarget = guess.charAt(2);
switch (switchTarget) {
  case 'A': bar = param; break;
  case 'B': bar = "bobs_your_uncle"; break;
  case 'C': case 'D': bar = param; break;
  default: bar = "bobs_your_uncle"; break;
}
connection.prepareCall("{call " + bar + "}"); // !
--- builder with replacement
String param = request.getParameter("a");
StringBuilder sb = new StringBuilder(param);
String bar = sb.append("_SafeStuff").toString();
connection.createStatement().executeUpdate("UPDATE users SET name='" + bar + "' WHERE id=1"); // !
--- base64 round trip
String param = request.getParameter("a");
String bar = new String(org.apache.commons.codec.binary.Base64.decodeBase64(org.apache.commons.codec.binary.Base64.encodeBase64(param.getBytes())));
new java.io.FileInputStream(new java.io.File("/data/" + bar)); // !
--- header enumeration
String param = "";
java.util.Enumeration<String> headers = request.getHeaders("name");
if (headers != null && headers.hasMoreElements()) {
  param = headers.nextElement();
}
param = java.net.URLDecoder.decode(param, "UTF-8");
java.io.FileOutputStream fos = new java.io.FileOutputStream("/tmp/files/" + param, false); // !
--- cookies in a loop
javax.servlet.http.Cookie[] cookies = request.getCookies();
String param = "noCookieValueSupplied";
for (javax.servlet.http.Cookie theCookie : cookies) {
  if (theCookie.getName().equals("name")) {
    param = java.net.URLDecoder.decode(theCookie.getValue(), "UTF-8");
    break;
  }
}
String cmd = "echo ";
Runtime r = Runtime.getRuntime();
Process p = r.exec(cmd + param); // !
--- parameter map
java.util.Map<String, String[]> map = request.getParameterMap();
String param = "";
if (!map.isEmpty()) {
  String[] values = map.get("a");
  if (values != null) param = values[0];
}
ProcessBuilder pb = new ProcessBuilder("sh", "-c", "echo " + param); // !
pb.start();
--- array handed to exec
String param = request.getParameter("a");
String a1 = "";
String a2 = "";
String osName = System.getProperty("os.name");
if (osName.indexOf("Windows") != -1) {
  a1 = "cmd.exe";
  a2 = "/c";
} else {
  a1 = "sh";
  a2 = "-c";
}
String[] args = {"sh", "-c", "echo " + param};
Runtime.getRuntime().exec(args); // !
--- list handed to a process builder
String bar = request.getParameter("a");
java.util.List<String> argList = new java.util.ArrayList<String>();
argList.add("sh");
argList.add("-c");
argList.add("echo " + bar);
ProcessBuilder pb = new ProcessBuilder();
pb.command(argList); // !
--- query string
String queryString = request.getQueryString();
int at = queryString.indexOf("a=");
String param = queryString.substring(at + 2);
response.getWriter().format(java.util.Locale.US, "<b>%s</b>", param); // !
--- xss, printf with an array
String param = request.getParameter("a");
Object[] obj = {"a", param};
response.getWriter().printf("Formatted like: %1$s and %2$s.", obj); // !
--- xss encoded
String param = request.getParameter("a");
String bar = org.owasp.esapi.ESAPI.encoder().encodeForHTML(param);
response.getWriter().println("<p>" + bar + "</p>");
--- xss spring encoder
String bar = org.springframework.web.util.HtmlUtils.htmlEscape(request.getParameter("a"));
response.getWriter().print(bar.toCharArray());
--- ldap
String param = request.getParameter("a");
javax.naming.directory.DirContext ctx = ads.getDirContext();
javax.naming.directory.InitialDirContext idc = (javax.naming.directory.InitialDirContext) ctx;
String filter = "(&(objectclass=person)(uid=" + param + "))";
javax.naming.NamingEnumeration<javax.naming.directory.SearchResult> results = idc.search(base, filter, filters, sc); // !
--- xpath
String bar = request.getParameter("a");
javax.xml.xpath.XPathFactory xpf = javax.xml.xpath.XPathFactory.newInstance();
javax.xml.xpath.XPath xp = xpf.newXPath();
String expression = "/Employees/Employee[@emplid='" + bar + "']";
String result = xp.evaluate(expression, xmlDocument); // !
--- trust boundary, value
String bar = request.getParameter("a");
request.getSession().setAttribute("userid", bar); // !
--- trust boundary, name
String bar = request.getHeader("a");
request.getSession().putValue(bar, "10340"); // !
--- trust boundary, constant
request.getSession().setAttribute("userid", "10340");
--- weak hash with a password
java.security.MessageDigest md = java.security.MessageDigest.getInstance("MD5"); // !
md.update(request.getParameter("a").getBytes());
java.io.File target = new java.io.File(dir, "passwordFile.txt");
--- strong hash with a password
java.security.MessageDigest md = java.security.MessageDigest.getInstance("SHA-512");
md.update(request.getParameter("a").getBytes());
java.io.File target = new java.io.File(dir, "passwordFile.txt");
--- weak cipher
javax.crypto.Cipher c = javax.crypto.Cipher.getInstance("DES/CBC/PKCS5PADDING", "SunJCE"); // !
javax.crypto.SecretKey key = javax.crypto.KeyGenerator.getInstance("DES").generateKey(); // !
--- weak random
double value = java.lang.Math.random(); // !
String rememberMeKey = Double.toString(value).substring(2);
javax.servlet.http.Cookie rememberMe = new javax.servlet.http.Cookie("rememberMe", rememberMeKey);
rememberMe.setSecure(true);
rememberMe.setHttpOnly(true);
response.addCookie(rememberMe);
--- strong random
java.security.SecureRandom random = java.security.SecureRandom.getInstance("SHA1PRNG");
String rememberMeKey = Long.toString(random.nextLong());
javax.servlet.http.Cookie rememberMe = new javax.servlet.http.Cookie("rememberMe", rememberMeKey);
rememberMe.setSecure(true);
rememberMe.setHttpOnly(true);
response.addCookie(rememberMe);
--- insecure cookie
javax.servlet.http.Cookie cookie = new javax.servlet.http.Cookie("SomeCookie", "value");
cookie.setSecure(false); // !
cookie.setHttpOnly(true);
response.addCookie(cookie);
--- redirect
response.sendRedirect(request.getParameter("url")); // !
--- redirect to a path of this site
response.sendRedirect(request.getContextPath() + "/login?next=" + request.getParameter("url"));
--- redirect by allow list
String url = request.getParameter("url");
if (!java.util.List.of("/a", "/b").contains(url)) {
  response.sendError(400);
  return;
}
response.sendRedirect(url);
--- redirect after equals
String url = request.getParameter("url");
if ("/home".equals(url)) {
  response.sendRedirect(url);
}
--- script engine
javax.script.ScriptEngine engine = manager.getEngineByName("JavaScript");
engine.eval(request.getParameter("code")); // !
--- number
int id = Integer.parseInt(request.getParameter("id"));
connection.createStatement().executeQuery("SELECT * FROM users WHERE id=" + id);
--- prepared with a column from the request
String column = request.getParameter("sort");
PreparedStatement ps = connection.prepareStatement("SELECT * FROM users ORDER BY " + column); // !
--- pattern guard
String name = request.getParameter("name");
if (!name.matches("[a-zA-Z0-9_]+")) {
  throw new IllegalArgumentException("name");
}
new FileReader("/data/" + name);
--- canonical path
File file = new File(BASE, request.getParameter("name"));
String canonical = file.getCanonicalPath();
if (!canonical.startsWith(BASE + File.separator)) {
  throw new SecurityException("outside");
}
new FileInputStream(file);
--- canonical file below a folder of unseen origin
String root = settings.getRoot();
File file = new File(root, request.getParameter("name")).getCanonicalFile();
if (!file.getPath().startsWith(root + File.separator)) {
  return;
}
new FileInputStream(file);
--- canonical file that nobody tests
String root = settings.getRoot();
File file = new File(root, request.getParameter("name")).getCanonicalFile();
new FileInputStream(file); // !
--- json answer
response.setContentType("application/json");
response.getWriter().write("{\"name\": \"" + request.getParameter("name") + "\"}");
--- plain text by a writer that is kept
response.setContentType("text/plain; charset=UTF-8");
PrintWriter out = response.getWriter();
out.println(request.getParameter("name"));
--- a page by a writer that is kept
response.setContentType("text/html");
PrintWriter out = response.getWriter();
out.println(request.getParameter("name")); // !
--- url connection
URL url = new URL(request.getParameter("url"));
url.openStream(); // !
--- object stream
ObjectInputStream ois = new ObjectInputStream(request.getInputStream());
ois.readObject(); // !
--- forward
request.getRequestDispatcher(request.getParameter("page")).forward(request, response); // !
`;

// Rust programs: Actix, Axum, Rocket, warp, sqlx, rusqlite, diesel, and how a value travels in Rust.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'archive-extraction', 'xss', 'open-redirect', 'ssrf', 'insecure-transport', 'weak-crypto']; // prettier-ignore
/** Each a whole file. */
export const programs = String.raw`
--- format with a field
#[derive(Deserialize)]
struct Params { name: String }
async fn h(q: web::Query<Params>, pool: web::Data<PgPool>) -> impl Responder {
    let sql = format!("SELECT * FROM users WHERE name = '{}'", q.name);
    sqlx::query(&sql).fetch_all(pool.get_ref()).await?; // !
}
--- resolvers of GraphQL
use async_graphql::{Context, Object};
pub struct Books;
#[Object]
impl Books {
    async fn cover(&self, ctx: &Context<'_>, file: String) -> Result<Vec<u8>> {
        Ok(std::fs::read(format!("covers/{file}"))?) // !
    }
    async fn page(&self, ctx: &Context<'_>, number: i32) -> Result<Vec<u8>> {
        Ok(std::fs::read(format!("pages/{number}"))?)
    }
    async fn remove(&self, ctx: &Context<'_>, wanted: Wanted) -> Result<bool> {
        let pool = ctx.data::<PgPool>()?;
        sqlx::query(&format!("DELETE FROM books WHERE title = '{}'", wanted.title)).execute(pool).await?; // !
        Ok(true)
    }
}
impl Shelf {
    async fn cover(&self, file: String) -> Result<Vec<u8>> {
        Ok(std::fs::read(format!("covers/{file}"))?)
    }
}
--- calls of gRPC
use tonic::{Request, Response, Status};
impl Files for Service {
    async fn read(&self, request: Request<ReadRequest>) -> Result<Response<ReadReply>, Status> {
        let asked = request.into_inner();
        let body = tokio::fs::read(&asked.name).await?; // !
        let at = Path::new(&asked.name).file_name().unwrap();
        let same = tokio::fs::read(self.root.join(at)).await?;
        Ok(Response::new(ReadReply { body, same }))
    }
}
--- commands of a page
#[tauri::command]
async fn convert(file: String) -> Result<(), String> {
    Command::new("sh").arg("-c").arg(format!("convert {file} out.png")).status().unwrap(); // !
    Command::new("convert").arg(&file).arg("out.png").status().unwrap();
    Ok(())
}
--- hyper, sockets and events
async fn answer(req: hyper::Request<hyper::Body>) -> Result<hyper::Response<hyper::Body>, Infallible> {
    let file = tokio::fs::read(format!("./static{}", req.uri().path())).await; // !
    Ok(hyper::Response::new(hyper::Body::from("ok")))
}
async fn talk(mut socket: WebSocket) {
    while let Some(Ok(Message::Text(text))) = socket.recv().await {
        Command::new("sh").arg("-c").arg(text).spawn().unwrap(); // !
    }
}
async fn lambda(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let name = event.payload["name"].as_str().unwrap();
    let data = std::fs::read(format!("/data/{name}"))?; // !
    Ok(json!({}))
}
--- handlers by their route
async fn run(body: String) -> String {
    Command::new("sh").arg("-c").arg(&body).output().unwrap(); // !
    String::new()
}
async fn other(body: String) -> String {
    std::fs::read_to_string(body).unwrap()
}
fn routes() -> Router {
    Router::new().route("/run", axum::routing::post(run))
}
--- files that are sent
use rocket::fs::TempFile;
#[post("/upload", data = "<form>")]
async fn upload(mut form: Form<Upload<'_>>) -> std::io::Result<()> {
    form.file.persist_to(format!("/srv/{}", form.title)).await?; // !
    form.file.persist_to(format!("/srv/{}", form.file.name().unwrap())).await
}
--- headers and pages
async fn leave(Query(asked): Query<Asked>) -> impl IntoResponse {
    let mut headers = HeaderMap::new();
    headers.insert(header::LOCATION, HeaderValue::from_str(&asked.next).unwrap()); // !
    headers.insert(header::ETAG, HeaderValue::from_str(&asked.next).unwrap());
    (StatusCode::FOUND, [(header::LOCATION, "/")])
}
async fn page(Query(asked): Query<Asked>) -> Markup {
    html! {
        h1 { (asked.title) }
        p { (PreEscaped(&asked.text)) } // !
        p { (PreEscaped("<hr>")) }
    }
}
--- a numeric field
#[derive(Deserialize)]
struct Params { id: i64 }
async fn h(q: web::Query<Params>, pool: web::Data<PgPool>) -> impl Responder {
    let sql = format!("SELECT * FROM users WHERE id = {}", q.id);
    sqlx::query(&sql).fetch_all(pool.get_ref()).await?;
}
--- bound
async fn h(Path(name): Path<String>, State(pool): State<PgPool>) -> Json<User> {
    let user = sqlx::query_as::<_, User>("SELECT * FROM users WHERE name = $1").bind(&name).fetch_one(&pool).await?;
    Json(user)
}
--- captured name
async fn h(Path(name): Path<String>, State(pool): State<PgPool>) -> Json<User> {
    let user = sqlx::query_as::<_, User>(&format!("SELECT * FROM users WHERE name = '{name}'")).fetch_one(&pool).await?; // !
    Json(user)
}
--- tuple path with a number
async fn h(Path((id, kind)): Path<(u32, String)>, State(pool): State<PgPool>) {
    sqlx::query(&format!("SELECT * FROM a WHERE id = {}", id)).execute(&pool).await.unwrap();
    sqlx::query(&format!("SELECT * FROM a WHERE kind = '{}'", kind)).execute(&pool).await.unwrap(); // !
}
--- rocket text and number
#[get("/user/<name>/<id>")]
fn user(name: &str, id: i32, conn: &Db) -> String {
    conn.query_row(&format!("SELECT email FROM users WHERE id = {}", id), [], |r| r.get(0)).unwrap();
    conn.query_row(&format!("SELECT email FROM users WHERE name = '{}'", name), [], |r| r.get(0)).unwrap() // !
}
--- match of constants
async fn h(Query(p): Query<HashMap<String, String>>, State(pool): State<PgPool>) {
    let order = match p.get("order").map(|s| s.as_str()) {
        Some("asc") => "ASC",
        _ => "DESC",
    };
    sqlx::query(&format!("SELECT * FROM a ORDER BY id {order}")).execute(&pool).await.unwrap();
}
--- map lookup
async fn h(Query(p): Query<HashMap<String, String>>, State(pool): State<PgPool>) {
    let order = p.get("order").cloned().unwrap_or_default();
    sqlx::query(&format!("SELECT * FROM a WHERE b = '{order}'")).execute(&pool).await.unwrap(); // !
}
--- pushed text
pub fn find(conn: &Connection, name: &str) -> Result<()> {
    let mut sql = String::from("SELECT * FROM users WHERE name = '");
    sql.push_str(name);
    sql.push_str("'");
    conn.execute(&sql, [])?; // !
    Ok(())
}
--- added text
pub fn find(client: &mut Client, name: &str) {
    let q = "SELECT * FROM users WHERE name = '".to_string() + name + "'";
    client.batch_execute(&q).unwrap(); // !
}
--- placeholders only
pub fn find(conn: &Connection, ids: &[i64]) -> Result<()> {
    let marks = ids.iter().map(|_| "?").collect::<Vec<_>>().join(", ");
    conn.execute(&format!("DELETE FROM users WHERE id IN ({marks})"), params_from_iter(ids))?;
    Ok(())
}
--- parsed number
async fn h(Query(p): Query<HashMap<String, String>>, State(pool): State<PgPool>) {
    let id = p.get("id").unwrap().parse::<i32>().unwrap();
    let page: u32 = p.get("page").unwrap().parse().unwrap_or(1);
    sqlx::query(&format!("SELECT * FROM a WHERE b = {} LIMIT {}", id, page)).execute(&pool).await.unwrap();
}
--- diesel
pub async fn h(form: web::Form<Search>, conn: &mut PgConnection) {
    let rows = diesel::sql_query(format!("SELECT * FROM posts WHERE title LIKE '%{}%'", form.term)).load::<Post>(conn); // !
}
--- checked macro
async fn h(Path(name): Path<String>, State(pool): State<PgPool>) {
    sqlx::query!("SELECT * FROM users WHERE name = $1", name).fetch_one(&pool).await.unwrap();
}
--- shell in one chain
async fn ping(q: web::Query<Host>) -> impl Responder {
    let out = Command::new("sh").arg("-c").arg(format!("ping -c 1 {}", q.host)).output(); // !
    HttpResponse::Ok().finish()
}
--- shell in several statements
pub fn run(name: &str) {
    let mut cmd = Command::new("bash");
    cmd.arg("-c");
    cmd.arg(format!("convert {} out.png", name)); // !
    cmd.output().unwrap();
}
--- shell with a list
async fn ping(Query(q): Query<Host>) {
    Command::new("/bin/sh").args(["-c", &format!("host {}", q.host)]).spawn().unwrap(); // !
}
--- no shell
async fn ping(q: web::Query<Host>) -> impl Responder {
    Command::new("ping").arg("-c").arg("1").arg(&q.host).output();
    HttpResponse::Ok().finish()
}
--- program from the request
async fn tool(Json(body): Json<Tool>) {
    Command::new(&body.program).output().unwrap(); // !
}
--- file by name
#[get("/files/{name}")]
async fn file(path: web::Path<String>) -> impl Responder {
    let name = path.into_inner();
    let full = Path::new("/srv/files").join(&name);
    let text = std::fs::read_to_string(full).unwrap(); // !
    text
}
--- file name only
async fn file(path: web::Path<String>) -> impl Responder {
    let wanted = PathBuf::from(path.into_inner());
    let name = wanted.file_name().unwrap();
    std::fs::read(Path::new("/srv/files").join(name)).unwrap()
}
--- canonical and below the root
async fn file(AxumPath(name): AxumPath<String>, Path(p): Path<String>) -> Result<Vec<u8>, Error> {
    let full = Path::new("/srv/files").join(&p).canonicalize()?;
    if !full.starts_with("/srv/files") {
        return Err(Error::Denied);
    }
    Ok(std::fs::read(&full)?)
}
--- pushed onto a path
async fn file(Path(p): Path<String>) -> Vec<u8> {
    let mut full = PathBuf::from("/srv/files");
    full.push(&p);
    tokio::fs::read(full).await.unwrap() // !
}
--- refused dots
async fn file(Path(p): Path<String>) -> Vec<u8> {
    if p.contains("..") || p.contains('/') {
        return vec![];
    }
    tokio::fs::read(format!("/srv/files/{p}")).await.unwrap()
}
--- file of an imported name
use std::fs::File;
async fn file(Query(p): Query<P>) -> Vec<u8> {
    let f = File::open(p.name); // !
}
--- address from the request
async fn preview(Query(p): Query<P>) -> String {
    reqwest::get(&p.url).await.unwrap().text().await.unwrap() // !
}
--- address with a client
async fn preview(State(client): State<Client>, Query(p): Query<P>) -> String {
    let client = reqwest::Client::new();
    client.get(&p.url).send().await.unwrap().text().await.unwrap() // !
}
--- path of a fixed host
async fn preview(Query(p): Query<P>) -> String {
    reqwest::get(format!("https://api.example.com/items/{}", p.id)).await.unwrap().text().await.unwrap()
}
--- redirect
async fn out(Query(p): Query<P>) -> Redirect {
    Redirect::to(&p.next) // !
}
--- redirect by header
async fn out(q: web::Query<P>) -> HttpResponse {
    HttpResponse::Found().append_header(("Location", q.next.clone())).finish() // !
}
--- redirect within the site
async fn out(Query(p): Query<P>) -> Redirect {
    Redirect::to(&format!("/search?q={}", p.q))
}
--- page
async fn hello(Query(p): Query<P>) -> Html<String> {
    Html(format!("<h1>Hello {}</h1>", p.name)) // !
}
--- escaped page
async fn hello(Query(p): Query<P>) -> Html<String> {
    Html(format!("<h1>Hello {}</h1>", html_escape::encode_text(&p.name)))
}
--- page as a body
#[post("/hello")]
async fn hello(body: String) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html").body(format!("<p>{body}</p>")) // !
}
--- if let
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    let mut sql = String::from("SELECT * FROM a WHERE 1=1");
    if let Some(name) = &p.name {
        sql += &format!(" AND name = '{}'", name);
    }
    sqlx::query(&sql).execute(&pool).await.unwrap(); // !
}
--- list of allowed names
const COLUMNS: &[&str] = &["name", "age"];
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    if !COLUMNS.contains(&p.sort.as_str()) {
        return;
    }
    sqlx::query(&format!("SELECT * FROM a ORDER BY {}", p.sort)).execute(&pool).await.unwrap();
}
--- allowed in a match
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    if !matches!(p.sort.as_str(), "name" | "age") {
        return;
    }
    sqlx::query(&format!("SELECT * FROM a ORDER BY {}", p.sort)).execute(&pool).await.unwrap();
}
--- let else
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    let Some(name) = p.name else { return; };
    sqlx::query(&format!("SELECT * FROM a WHERE n = '{}'", name)).execute(&pool).await.unwrap(); // !
}
--- through a helper
fn by_name(name: &str) -> String {
    format!("SELECT * FROM users WHERE name = '{}'", name)
}
async fn h(Path(name): Path<String>, State(pool): State<PgPool>) {
    sqlx::query(&by_name(&name)).execute(&pool).await.unwrap(); // !
}
--- test code
#[cfg(test)]
mod tests {
    pub fn find(conn: &Connection, name: &str) {
        conn.execute(&format!("SELECT * FROM users WHERE name = '{}'", name), []).unwrap();
    }
}
--- argument of the program
fn main() {
    let name = std::env::args().nth(1).unwrap();
    let conn = Connection::open("a.db").unwrap();
    conn.execute(&format!("DELETE FROM users WHERE name = '{}'", name), []).unwrap(); // !
}
--- header of actix
async fn h(req: HttpRequest) -> HttpResponse {
    let id = req.match_info().get("id").unwrap();
    let conn = Connection::open("a.db").unwrap();
    conn.execute(&format!("DELETE FROM users WHERE name = '{}'", id), []).unwrap(); // !
}
--- warp
fn routes() {
    let hello = warp::path!("hello" / String).map(|name: String| warp::reply::html(format!("<h1>{}</h1>", name))); // !
}
--- log line
pub fn note(name: &str) {
    println!("SELECT * FROM users WHERE name = '{}'", name);
    tracing::info!("select {} from the menu", name);
}
--- written into text
use std::fmt::Write;
pub fn find(conn: &Connection, name: &str) {
    let mut sql = String::new();
    write!(sql, "SELECT * FROM users WHERE name = '{}'", name).unwrap();
    conn.execute(&sql, []).unwrap(); // !
}
--- std path is no extractor
pub fn load(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
--- where clauses joined
pub fn search(conn: &Connection, name: Option<String>, city: Option<String>) -> Result<()> {
    let mut clauses = Vec::new();
    if let Some(name) = name {
        clauses.push(format!("name = '{}'", name));
    }
    if let Some(city) = city {
        clauses.push(format!("city = '{}'", city));
    }
    conn.execute(&format!("DELETE FROM shops WHERE {}", clauses.join(" AND ")), [])?; // !
    Ok(())
}
--- numbered placeholders
pub fn search(conn: &Connection, name: Option<String>) -> Result<()> {
    let mut clauses = Vec::new();
    let mut args: Vec<String> = Vec::new();
    if let Some(name) = name {
        args.push(name);
        clauses.push(format!("name = ?{}", args.len()));
    }
    conn.execute(&format!("DELETE FROM shops WHERE {}", clauses.join(" AND ")), params_from_iter(args))?;
    Ok(())
}
--- within a method
struct Store { conn: Connection, table: String }
impl Store {
    pub fn by_name(&self, name: &str) -> Result<()> {
        let sql = format!("SELECT * FROM users WHERE name = '{}'", name);
        self.conn.execute(&sql, [])?; // !
        Ok(())
    }
}
--- constant table
const TABLE: &str = "users";
impl Store {
    const LIMIT: usize = 10;
    pub fn all(&self) -> Result<()> {
        self.conn.execute(&format!("SELECT * FROM {} LIMIT {}", TABLE, Self::LIMIT), [])?;
        Ok(())
    }
}
--- enumeration
enum Order { Asc, Desc }
#[derive(Deserialize)]
struct P { order: Order }
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    let order = match p.order { Order::Asc => "ASC", Order::Desc => "DESC" };
    sqlx::query(&format!("SELECT * FROM a ORDER BY id {}", order)).execute(&pool).await.unwrap();
}
--- struct pattern
#[derive(Deserialize)]
struct P { id: i32, name: String }
async fn h(Query(P { id, name }): Query<P>, State(pool): State<PgPool>) {
    sqlx::query(&format!("SELECT * FROM a WHERE id = {id}")).execute(&pool).await.unwrap();
    sqlx::query(&format!("SELECT * FROM a WHERE n = '{name}'")).execute(&pool).await.unwrap(); // !
}
--- value of a match
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    let name = match p.name {
        Some(name) => name,
        None => return,
    };
    sqlx::query(&format!("SELECT * FROM a WHERE n = '{name}'")).execute(&pool).await.unwrap(); // !
}
--- value of an if
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    let order = if p.order == "desc" { "DESC" } else { "ASC" };
    sqlx::query(&format!("SELECT * FROM a ORDER BY id {order}")).execute(&pool).await.unwrap();
}
--- closure
async fn h(name: web::Path<String>, pool: web::Data<Pool>) -> HttpResponse {
    web::block(move || {
        let conn = pool.get().unwrap();
        conn.execute(&format!("DELETE FROM a WHERE n = '{}'", name), []) // !
    }).await.unwrap();
    HttpResponse::Ok().finish()
}
--- async block
async fn h(name: web::Path<String>, pool: web::Data<Pool>) {
    tokio::spawn(async move {
        sqlx::query(&format!("DELETE FROM a WHERE n = '{}'", name.into_inner())).execute(&pool).await.unwrap(); // !
    });
}
--- strict pattern
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    let word = Regex::new(r"^[a-z_]+$").unwrap();
    if !word.is_match(&p.sort) {
        return;
    }
    sqlx::query(&format!("SELECT * FROM a ORDER BY {}", p.sort)).execute(&pool).await.unwrap();
}
--- loop over values
async fn h(Json(names): Json<Vec<String>>, State(pool): State<PgPool>) {
    for (i, name) in names.iter().enumerate() {
        sqlx::query(&format!("DELETE FROM a WHERE n = '{}'", name)).execute(&pool).await.unwrap(); // !
    }
}
--- parts in a macro
async fn h(Json(p): Json<P>, State(pool): State<PgPool>) {
    let sql = format!("SELECT * FROM a WHERE n = '{}' AND k = {k}", p.names.join(",").replace("x", "y"), k = p.kind.as_str());
    sqlx::query(&sql).execute(&pool).await.unwrap(); // !
}
--- number in a macro
async fn h(Json(p): Json<P>, State(pool): State<PgPool>) {
    let sql = format!("SELECT * FROM a WHERE n = {} AND k = {}", p.a.parse::<i64>()?, p.b.len() as u32);
    sqlx::query(&sql).execute(&pool).await.unwrap();
}
--- arguments of clap
use clap::{Arg, Command};
pub fn cli(name: String) -> Command {
    Command::new("sh").arg(Arg::new("c")).arg(Arg::new(name))
}
--- list of arguments after a shell script
async fn h(Query(p): Query<P>) {
    Command::new("sh").arg("-c").arg("echo \"$1\"").arg("sh").arg(&p.name).output().unwrap();
}
--- branches into one command
async fn h(Query(p): Query<P>) {
    let mut cmd = Command::new("wc");
    if p.deep {
        cmd.arg("-c");
    }
    cmd.arg("-l").arg(&p.name).current_dir("/srv");
    cmd.output().unwrap();
}
--- parent folders refused
async fn file(Path(p): Path<String>) -> Vec<u8> {
    let wanted = PathBuf::from(&p);
    if wanted.components().any(|c| matches!(c, Component::ParentDir)) {
        return vec![];
    }
    tokio::fs::read(wanted).await.unwrap() // !
}
async fn below(Path(p): Path<String>) -> Vec<u8> {
    let wanted = PathBuf::from(&p);
    if wanted.components().any(|c| matches!(c, Component::ParentDir | Component::RootDir | Component::Prefix(_))) {
        return vec![];
    }
    tokio::fs::read(std::path::Path::new("/srv").join(wanted)).await.unwrap()
}
--- names of files and folders only
async fn refused(Path(p): Path<String>) -> Vec<u8> {
    let wanted = std::path::Path::new(&p);
    if wanted.components().any(|c| !matches!(c, Component::Normal(_))) {
        return vec![];
    }
    tokio::fs::read(std::path::Path::new("/srv").join(wanted)).await.unwrap()
}
async fn asked(Path(p): Path<String>) -> Vec<u8> {
    let wanted = PathBuf::from(&p);
    if !wanted.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir)) {
        return vec![];
    }
    tokio::fs::read(std::path::Path::new("/srv").join(wanted)).await.unwrap()
}
async fn turned(Path(p): Path<String>) -> Vec<u8> {
    let wanted = PathBuf::from(&p);
    if wanted.components().all(|c| matches!(c, Component::Normal(_))) {
        return vec![];
    }
    tokio::fs::read(std::path::Path::new("/srv").join(wanted)).await.unwrap() // !
}
async fn parents(Path(p): Path<String>) -> Vec<u8> {
    let wanted = PathBuf::from(&p);
    if wanted.components().all(|c| matches!(c, Component::Normal(_) | Component::ParentDir)) {
        return tokio::fs::read(std::path::Path::new("/srv").join(wanted)).await.unwrap(); // !
    }
    vec![]
}
--- allowed hosts
async fn preview(Query(p): Query<P>) -> String {
    let allowed = ["https://a.example/x", "https://b.example/y"];
    if !allowed.iter().any(|one| *one == p.url) {
        return String::new();
    }
    reqwest::get(&p.url).await.unwrap().text().await.unwrap()
}
--- database named by type
#[rocket::get("/u/<name>")]
async fn u(mut db: Connection<Db>, name: String) -> Option<String> {
    sqlx::query(&format!("SELECT * FROM u WHERE n = '{name}'")).fetch_one(&mut **db).await.ok() // !
}
--- client in the state
use reqwest::Client;
struct Fetcher { client: Client }
impl Fetcher {
    pub async fn run(&self, Json(job): Json<Job>) { self.client.get(&job.url).send().await.unwrap(); } // !
}
async fn preview(State(http): State<Client>, Query(p): Query<P>) {
    http.get(&p.url).send().await.unwrap(); // !
}
--- cache client
use redis::Client;
async fn cached(client: Client, Query(p): Query<P>) -> String {
    client.get(&p.key).unwrap()
}
--- condition with several lets
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    if let Some(a) = &p.a && let Some(b) = a.inner() {
        sqlx::query(&format!("DELETE FROM a WHERE n = '{b}'")).execute(&pool).await.unwrap(); // !
    }
}
--- error arm
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    match p.id.parse::<i64>() {
        Ok(id) => { sqlx::query(&format!("DELETE FROM a WHERE n = {id}")).execute(&pool).await.unwrap(); }
        Err(e) => { sqlx::query(&format!("DELETE FROM log WHERE text = '{e}'")).execute(&pool).await.unwrap(); }
    }
}
--- own check
fn is_plain(name: &str) -> bool {
    ["name", "age"].contains(&name)
}
async fn h(Query(p): Query<P>, State(pool): State<PgPool>) {
    if is_plain(&p.sort) {
        sqlx::query(&format!("SELECT * FROM a ORDER BY {}", p.sort)).execute(&pool).await.unwrap();
    }
}
--- another name for the command
use std::process::Command as Cmd;
async fn h(Query(p): Query<P>) {
    Cmd::new("sh").arg("-c").arg(&p.line).spawn().unwrap(); // !
    Cmd::new("ls").arg(&p.line).spawn().unwrap();
}
--- services of the file in the state of the application
trait Store { fn load(&self, name: &str) -> String; }
struct FileStore;
impl Store for FileStore {
    fn load(&self, name: &str) -> String { std::fs::read_to_string(format!("/srv/{}", name)).unwrap() } // !
}
struct Pages;
impl Pages {
    fn show(&self, name: &str) -> String { std::fs::read_to_string(format!("/srv/{}", name)).unwrap() } // !
    fn known(&self, id: u32) -> String { std::fs::read_to_string(format!("/srv/{}", id)).unwrap() }
}
struct AppState { pages: Pages }
async fn load(State(store): State<Arc<dyn Store>>, Query(q): Query<HashMap<String, String>>) -> String { store.load(&q["name"]) }
async fn show(State(state): State<Arc<AppState>>, Path(name): Path<String>) -> String { state.pages.show(&name) }
async fn known(State(state): State<Arc<AppState>>, Path(id): Path<u32>) -> String { state.pages.known(id) }
--- the tag of a page beside a secret
fn tag(token: &str, body: &[u8]) -> String {
    check(token);
    let etag = md5::compute(body);
    let cache_key = Md5::digest(body);
    let sealed = md5::compute(token); // !
    format!("{:x}", etag)
}
--- the lack of dots says nothing of an absolute path
async fn a(Path(name): Path<String>) -> Vec<u8> {
    if name.contains("..") { return vec![]; }
    std::fs::read(std::path::Path::new("/srv").join(name)).unwrap() // !
}
async fn b(Query(q): Query<HashMap<String, String>>) -> Vec<u8> {
    let name = q["f"].replace("..", "");
    let root = PathBuf::from("/srv");
    std::fs::read(root.join(&name)).unwrap() // !
}
--- clean the lack of dots where no root can be
async fn a(Path(name): Path<String>) -> Vec<u8> {
    if name.contains("..") { return vec![]; }
    std::fs::read(format!("/srv/{name}")).unwrap()
}
async fn b(Path(name): Path<String>) -> Vec<u8> {
    if name.contains("..") || name.starts_with('/') { return vec![]; }
    std::fs::read(std::path::Path::new("/srv").join(name)).unwrap()
}
async fn c(Path(name): Path<String>) -> Vec<u8> {
    if name.contains("..") || std::path::Path::new(&name).is_absolute() { return vec![]; }
    std::fs::read(std::path::Path::new("/srv").join(name)).unwrap()
}
async fn d(Path(name): Path<String>) -> Vec<u8> {
    if name.contains("..") || name.contains('/') { return vec![]; }
    std::fs::read(std::path::Path::new("/srv").join(name)).unwrap()
}
async fn e(Path(name): Path<String>) -> Vec<u8> {
    if name.contains("..") { return vec![]; }
    std::fs::read(std::path::Path::new("/srv").join(format!("user-{name}"))).unwrap()
}
--- what arrives over a socket of the program's own
use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
fn one(mut stream: TcpStream) {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    std::fs::remove_file(format!("/srv/{}", text)).unwrap(); // !
}
fn two(stream: TcpStream) {
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    std::process::Command::new("sh").arg("-c").arg(words[1]).output().unwrap(); // !
    let count: u32 = words[2].parse().unwrap();
    std::process::Command::new("sh").arg("-c").arg(format!("head -{count} /srv/log")).output().unwrap();
}
fn main() {
    let listener = TcpListener::bind("127.0.0.1:9000").unwrap();
    for stream in listener.incoming() {
        let mut line = String::new();
        BufReader::new(stream.unwrap()).read_line(&mut line).unwrap();
        std::process::Command::new("sh").arg("-c").arg(&line).output().unwrap(); // !
        let mut own = String::new();
        std::fs::File::open("/etc/app/command").unwrap().read_to_string(&mut own).unwrap();
        std::fs::remove_file(format!("/srv/{}", own)).unwrap();
    }
}
--- entries of an archive that is named in full
fn unpack(mut all: tar::Archive<File>, dst: &Path) {
    for entry in all.entries().unwrap() {
        let mut entry = entry.unwrap();
        let to = dst.join(entry.path().unwrap());
        entry.unpack(&to).unwrap(); // !
    }
    for entry in all.entries().unwrap() {
        entry.unwrap().unpack_in(dst).unwrap();
    }
    for entry in all.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().into_owned();
        let to = dst.join(path.file_name().unwrap());
        entry.unpack(&to).unwrap();
    }
}
fn unzip(mut all: zip::ZipArchive<File>) {
    for at in 0..all.len() {
        let mut entry = all.by_index(at).unwrap();
        let mut a = File::create(Path::new("/out").join(entry.name())).unwrap(); // !
        let mut b = File::create(Path::new("/out").join(entry.mangled_name())).unwrap();
        let Some(inside) = entry.enclosed_name() else { continue };
        let mut c = File::create(Path::new("/out").join(inside)).unwrap();
    }
}
--- system of the C library
fn list(name: &str) {
    let command = std::ffi::CString::new(format!("ls {name}")).unwrap();
    unsafe { libc::system(command.as_ptr()) }; // !
    let fixed = std::ffi::CString::new("ls /srv").unwrap();
    unsafe { libc::system(fixed.as_ptr()) };
}
--- plain names only
async fn read(Query(info): Query<Info>) -> Vec<u8> {
    let rel = PathBuf::from(&info.file);
    if rel.components().any(|c| !matches!(c, Component::Normal(_))) {
        return vec![];
    }
    fs::read(Path::new("/srv").join(rel)).unwrap()
}
async fn read_all(Query(info): Query<Info>) -> Vec<u8> {
    let rel = PathBuf::from(&info.file);
    if !rel.components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return vec![];
    }
    fs::read(Path::new("/srv").join(rel)).unwrap()
}
async fn only_says(Query(info): Query<Info>) -> Vec<u8> {
    let rel = PathBuf::from(&info.file);
    if rel.components().any(|c| !matches!(c, Component::Normal(_))) {
        warn!("odd");
    }
    fs::read(Path::new("/srv").join(rel)).unwrap() // !
}
async fn some(Query(info): Query<Info>) -> Vec<u8> {
    let rel = PathBuf::from(&info.file);
    if !rel.components().any(|c| matches!(c, Component::Normal(_))) {
        return vec![];
    }
    fs::read(Path::new("/srv").join(rel)).unwrap() // !
}
`;

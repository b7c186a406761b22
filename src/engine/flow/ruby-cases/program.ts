// Ruby programs: Rails, Sinatra, ActiveRecord, the standard library, and how a value travels in Ruby.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'xss', 'code-injection', 'open-redirect', 'ssrf', 'deserialization', 'template-injection', 'xxe', 'insecure-transport', 'csrf', 'mass-assignment', 'regex-injection', 'trust-boundary']; // prettier-ignore
/** Each is a whole file; the marks stand in comments. */
export const programs = String.raw`
--- private method with the sink
class ReportsController < ApplicationController
  def show
    @rows = rows_for(params[:city])
  end

  private

  def rows_for(city)
    Report.where("city = '" + city.strip + "'") # // !
  end
end
--- strong parameters
class UsersController < ApplicationController
  def search
    User.where("email = '#{user_params[:email]}'").to_a # // !
    User.where("email = ?", user_params[:email])
    User.create(user_params)
  end

  def user_params
    params.require(:user).permit(:email)
  end
end
--- a pipe behind an address
def fetch(name)
  URI.open("| curl #{name}") # // !
  URI.open("https://example.com/#{name}")
end
--- instance variable across actions
class ItemsController < ApplicationController
  before_action :load_sort

  def index
    @items = Item.order(@sort) # // !
  end

  def load_sort
    @sort = params[:sort]
  end
end
--- allow list
class ItemsController < ApplicationController
  def index
    direction = params[:dir] == "desc" ? "desc" : "asc"
    column = %w[name price].include?(params[:col]) ? params[:col] : "name"
    @items = Item.order("#{column} #{direction}")
  end
end
--- case
class PagesController < ApplicationController
  def show
    table = case params[:kind]
            when "a" then "alphas"
            else "betas"
            end
    Page.connection.execute("SELECT * FROM #{table}")
  end
end
--- early return
class ItemsController < ApplicationController
  def show
    return head :bad_request unless params[:id].match?(/\A\d+\z/)
    Item.find_by_sql("SELECT * FROM items WHERE id = #{params[:id]}")
  end
end
--- here-document and interpolation
class Stats
  def initialize(db)
    @db = db
  end

  def per_city(city)
    @db.execute(<<~SQL) # // !
      SELECT count(*) FROM shops WHERE city = '#{city}'
    SQL
  end
end
--- blocks
class TagsController < ApplicationController
  def update
    params[:tags].each do |tag|
      Tag.connection.execute("INSERT INTO tags (name) VALUES ('#{tag}')") # // !
    end
    ids = params[:ids].map { |id| id.to_i }.join(",")
    Tag.connection.execute("DELETE FROM tags WHERE id IN (#{ids})")
  end
end
--- commands
class ToolsController < ApplicationController
  def run
    host = params[:host]
    output = %x(dig #{host}) # // !
    system("dig", host)
    Open3.capture3("dig #{host.shellescape}")
    Kernel.system("dig " + host) # // !
    exec("sh", "-c", "ls")
  end
end
--- files
class FilesController < ApplicationController
  def show
    name = params[:name]
    send_file(Rails.root.join("files", name)) # // !
    send_file(Rails.root.join("files", File.basename(name)))
    File.write("tmp/#{name}", "x") # // !
    File.read("tmp/fixed.txt")
  end
end
--- pages
class BiosController < ApplicationController
  def show
    render html: params[:bio].html_safe # // !
    render plain: params[:bio]
    render json: { bio: params[:bio] }
    @text = helpers.raw(params[:text]) # // !
    @safe = ERB::Util.html_escape(params[:text]).html_safe
  end
end
--- Sinatra
get '/greet/:name' do |name|
  "<h1>Hi #{name}</h1>" # // !
end
get '/safe/:name' do
  "<h1>Hi #{Rack::Utils.escape_html(params[:name])}</h1>"
end
get '/go' do
  redirect to(params[:path]) if params[:path] == '/home'
  redirect params[:url] # // !
end
--- redirects
class SessionsController < ApplicationController
  def create
    redirect_to(params[:back] || root_path) # // !
    redirect_to params[:back], allow_other_host: false
    redirect_to params[:back], allow_other_host: true # // !
    redirect_to posts_path(page: params[:page])
    redirect_to action: :index, id: params[:id]
  end
end
--- addresses
class HooksController < ApplicationController
  HOSTS = ["a.example"].freeze

  def create
    uri = URI.parse(params[:url])
    Net::HTTP.get_response(uri) # // !
  end

  def checked
    uri = URI.parse(params[:url])
    return unless HOSTS.include?(uri.host)
    Net::HTTP.get_response(uri)
  end
end
--- code and objects
class AdminController < ApplicationController
  def run
    eval(params[:code]) # // !
    klass = params[:class].constantize # // !
    data = YAML.load(request.body.read) # // !
    safe = YAML.safe_load(request.body.read)
    state = Marshal.load(cookies[:state]) # // !
    User.new(params[:user]) # // !
    ERB.new(params[:template]).result # // !
  end
end
--- constants
class Report
  TABLE = "reports".freeze
  def all
    ActiveRecord::Base.connection.execute("SELECT * FROM #{TABLE} LIMIT 10")
  end
end
--- a pattern with a value in it
class SearchController < ApplicationController
  def index
    NAMES.select { |name| name =~ /#{params[:q]}/ } # // !
    NAMES.select { |name| name =~ /#{Regexp.escape(params[:q])}/ }
    NAMES.select { |name| name =~ /\A#{PREFIX}/ }
  end
end
--- addresses of links
module PagesHelper
  def back
    link_to "back", params[:back] # // !
    link_to "back", page_path(params[:id])
    link_to "next", { params: request.query_parameters.merge(page: 2) }
    link_to params[:name], "/pages"
  end
end
--- loaders and their modes
class ImportsController < ApplicationController
  def create
    Oj.load(params[:a]) # // !
    Oj.load(params[:b], mode: :strict)
    Ox.load(params[:c], mode: :object) # // !
    JSON.parse(params[:d])
    JSON.load(params[:e]) # // !
  end
end
--- identity in the session
class LoginController < ApplicationController
  def create
    session[:user_id] = params[:user_id] # // !
    session[:return_to] = params[:page]
  end
end
--- a query of Sequel
def rows(name)
  DB["SELECT * FROM t WHERE name = '#{name}'"].all # // !
  DB["SELECT * FROM t WHERE name = ?", name].all
end
--- a shell by its name
class RunController < ApplicationController
  def run
    system("sh", "-c", params[:command]) # // !
    system("ls", "-l", params[:folder])
    Open3.pipeline("cat a", "grep #{params[:word]}") # // !
  end
end
--- numbers by a symbol, and an allow-list
class ListController < ApplicationController
  def index
    User.where("id IN (#{params[:ids].map(&:to_i).join(',')})")
    User.where("id IN (#{params[:ids].map(&:strip).join(',')})") # // !
    User.order("#{params[:by].presence_in(%w[name age])} asc")
    YAML.load(params[:y], permitted_classes: [Symbol])
    YAML.load(params[:y]) # // !
    Process.exec("ls " + params[:d]) # // !
  end
end
--- objects that keep what they were made with
class Archive
  attr_reader :name
  def self.call(name)
    new(name).call
  end
  def initialize(name)
    @name = name
  end
  def call
    system("tar czf #{name}.tgz /srv") # // !
  end
  def read
    File.binread("/srv/#{@name}") # // !
  end
  def known
    File.binread("/srv/#{File.basename(name)}")
  end
end
class ArchivesController < ApplicationController
  def show
    Archive.call(params[:name])
    archive = Archive.new(params[:name])
    send_data archive.read + archive.known
  end
end
--- a value of a hash by a key from outside
class ToolsController < ApplicationController
  def run
    tool = { 'a' => 'ls', 'b' => 'df' }.fetch(params[:tool])
    system("#{tool} /srv")
    system("#{params.fetch(name)} /srv") # // !
  end
end
--- a command in a document of its own
class JobsController < ApplicationController
  def run
    out = <<~${'`'}LIST${'`'} # // !
      ls #{params[:folder]}
    LIST
    note = <<~TEXT
      ls #{params[:folder]}
    TEXT
    render plain: out + note
  end
end
--- what patterns bind
post '/a' do
  case JSON.parse(request.body.read, symbolize_names: true)
  in { folder: String => folder, count: Integer => count }
    system("ls #{folder}") # // !
  in { name: }
    system("ls #{name}") # // !
  in [first, *]
    system("ls #{first}") # // !
  else
    system('ls')
  end
  known = 'a'
  case params[:n]
  in ^known then system("ls #{known}")
  end
  data = JSON.parse(request.body.read)
  data => { folder: }
  system("ls #{folder}") # // !
  system("ls #{$1}") if params[:n] =~ /n=(.*)/ # // !
  system("ls #{$1}") if params[:n] =~ /n=(\d+)/
  if /n=(?<who>.*)/ =~ params[:n]
    system("ls #{who}") # // !
  end
  case params[:n]
  when /a(.*)/ then system("ls #{$1}") # // !
  when /b([a-z]+)/ then system("ls #{$1}")
  end
end
--- methods as values, hashes by their methods, options, lists that are joined
def line(options = {}) = "ls #{options[:folder]}"
def named(**options) = "ls #{options[:folder]}"
get '/b' do
  system(line(folder: params[:n])) # // !
  system(named(folder: params[:n])) # // !
  system(line(folder: 'a', other: params[:n]))
  send(:system, "ls #{params[:n]}") # // !
  method(:system).call("ls #{params[:n]}") # // !
  kept = {}
  kept.store(:folder, params[:n])
  kept.store(:known, 'a')
  system("ls #{kept.fetch(:folder)}") # // !
  system("ls #{kept.fetch(:known)}")
  system(['ls', params[:n]] * ' ') # // !
  text = 'ls '.dup
  text.concat(params[:n])
  system(text) # // !
  params.slice(:n).each { |key, value| system("ls #{value}") } # // !
end
--- fields that accessors write
class Line
  attr_accessor :folder, :count
  def with(folder)
    self.folder = folder
    self
  end
  def text = "ls #{@folder}"
  def size = "ls #{@count}"
end
get('/c') { system(Line.new.with(params[:n]).text) } # // !
get('/d') do
  line = Line.new
  line.folder = params[:n]
  line.count = 3
  system(line.text) # // !
  system(line.size)
end
--- names without slashes
get('/a') { send_file(File.join('/srv', params[:n].tr('/', '_'))) }
get('/b') { send_file(File.join('/srv', params[:n].delete('/'))) }
get('/c') { send_file(File.join('/srv', params[:n].tr('_', '-'))) } # // !
--- what an answer is
get '/a' do
  "<p>#{params[:n]}</p>" # // !
end
get '/b' do
  content_type :json
  "<p>#{params[:n]}</p>"
end
get '/c' do
  content_type :html
  "<p>#{params[:n]}</p>" # // !
end
options :format, proc { |value| value.split('-').join('/') }
get %r{/d/(.*)} do
  "<p>#{params[:n]}</p>" # // !
end
--- where the request itself went, and files of templates
class PagesController < ApplicationController
  def show
    redirect_to request.path
    redirect_to request.referer
    render plain: ERB.new(params[:text]).result # // !
  end
end
def page(name)
  ERB.new(File.read("pages/#{name}.erb")).result
end
def cached(name)
  Marshal.load(name) # // !
end
--- further columns
class ColumnsController < ApplicationController
  def index
    User.select('id', "#{params[:column]}") # // !
    User.select('id', params[:column].to_i)
    User.select(:id, :name)
  end
end
--- a statement and its values in one list
class PostsController < ApplicationController
  def index
    asked = ["title = ?", params[:title]]
    @posts = Post.where(asked)
    mixed = ["title = '#{params[:title]}' AND year = ?", params[:year]]
    @others = Post.where(mixed) # // !
  end

  def show
    path = +"/srv/files/"
    path << File.basename(params[:name])
    send_file(path)
  end
end
--- a record that is found, and a text that is put together
class DocsController < ApplicationController
  def found
    doc = DocumentService.new.load(params[:id])
    File.read(doc.path)
  end

  def named
    File.read(storage.file_path(params[:name])) # // !
  end
end
--- where an upload lies, and what it is called
class UploadsController < ApplicationController
  def create
    File.read(params[:scan].path)
    FileUtils.mv(params[:scan].tempfile.path, "/srv/#{SecureRandom.uuid}")
    File.read(params[:path]) # // !
    File.read(params[:scan].original_filename) # // !
  end
end
--- Rack on its own
class Store
  def call(env)
    req = Rack::Request.new(env)
    asked = Rack::Utils.parse_query(env['QUERY_STRING'])
    return [302, { 'location' => req.params['next'] }, []] if asked['go'] # // !
    return [302, { 'location' => '/start' }, []] if asked['start']
    data = File.read("files/#{asked['name']}") # // !
    data = File.read("files/#{File.basename(asked['name'])}")
    answer = Rack::Response.new
    answer.write("<p>#{req.params['text']}</p>") # // !
    answer.write("<p>#{Rack::Utils.escape_html(req.params['text'])}</p>")
    answer.redirect(req.params['back']) # // !
    answer.finish
  end
end
--- servlets of WEBrick, and CGI
class Search < WEBrick::HTTPServlet::AbstractServlet
  def do_GET(request, response)
    response.body = "<h1>#{request.query['q']}</h1>" # // !
    response.body = "<h1>#{CGI.escapeHTML(request.query['q'])}</h1>"
  end
end
cgi = CGI.new
system("du -sh #{cgi['folder']}") # // !
system('du', '-sh', cgi['folder'])
--- where the answer sends the visitor
get '/away' do
  headers 'Location' => params[:u] # // !
  response.headers['Location'] = params[:u] # // !
  response.set_header('Location', params[:u]) # // !
  response.headers['Location'] = '/home'
  status 302
end
--- the environment of a program stands before its command
def start(name)
  system({ 'LANG' => 'C' }, 'ls', name)
  Process.spawn({ 'LANG' => 'C' }, "ls #{name}") # // !
end
--- files that are made, and paths below the root
class FilesController < ApplicationController
  def create
    File.new(params[:name], 'w') # // !
    (Rails.root + params[:name]).read # // !
    (Rails.root + 'config/site.yml').read
    File.new(File.basename(params[:name]), 'w')
  end
end
--- clients that are set up first
class FeedsController < ApplicationController
  def show
    client = Faraday.new
    client.get(params[:url]) # // !
    HTTP.follow.get(params[:url]) # // !
    client.get("https://feeds.acme.org/#{params[:id]}")
  end
end
--- the names of classes, ids of records, tools of the user
class Field
  def siblings(parts)
    Field.where("kind = '#{self.class.name}'")
    Field.where("id IN (#{parts.map(&:id).join(',')})")
    Field.where("name IN (#{parts.map(&:name).join(',')})") # // !
    editor = ENV['EDITOR'] || 'vi'
    system("#{editor} /srv/notes.txt")
    system("#{RbConfig.ruby} #{Dir.pwd}/bin/check")
    system("#{ENV['HELPER']} /srv/notes.txt") # // !
  end
end
--- conditions of Sequel
get '/rows' do
  DB[:rows].exclude("name = '#{params[:name]}'") # // !
  DB[:rows].filter(name: params[:name])
  json [1]
end
--- pictures from elsewhere
class PicturesController < ApplicationController
  def show
    MiniMagick::Image.open(params[:url]) # // !
    MiniMagick::Image.open("/srv/pictures/#{params[:id].to_i}.png")
  end
end
--- the calls of a chain
class EntriesController < ApplicationController
  def index
    @entries = Entry
      .where("title = '#{params[:title]}'") # // !
      .where("year = ?", params[:year])
      .where("author = '#{params[:author]}'") # // !
  end
end
--- what one action leaves, no other finds
class DocsController < ApplicationController
  before_action :set_doc, only: [:destroy]

  def create
    @doc = current_user.docs.new(doc_params)
    FileUtils.rm(@doc.path) # // !
  end

  def destroy
    FileUtils.rm(@doc.path)
  end

  private

  def set_doc
    @doc = current_user.docs.find(params[:id])
  end

  def doc_params
    params.require(:doc).permit(:path)
  end
end
--- a raise that says nothing
class UsersController < ApplicationController
  def index
    raise unless %w[name age].include?(params[:sort])
    render json: User.order(params[:sort])
  end
  def show
    %w[name age].include?(params[:sort]) or raise
    render json: User.order(params[:sort])
  end
  def list
    raise if %w[name age].include?(params[:sort])
    render json: User.order(params[:sort]) # // !
  end
  def all
    raised unless %w[name age].include?(params[:sort])
    render json: User.order(params[:sort]) # // !
  end
end
--- what the application signed, and what it did not
class CartsController < ApplicationController
  def show
    Marshal.load(verifier.verify(params[:cart]))
  end
  def edit
    Marshal.load(reader.verify(params[:cart])) # // !
  end
end
--- a joined path within the folder
class FilesController < ApplicationController
  def show
    path = File.join(ROOT, params[:name])
    raise ArgumentError unless within?(ROOT, path)
    send_file(path)
  end
  def list
    path = File.join(ROOT, params[:name])
    raise ArgumentError unless withhold?(ROOT, path)
    send_file(path) # // !
  end
end
--- names of which only harmless letters are left
get('/a') { send_file("/srv/#{params[:n].tr('^a-z0-9', '')}.txt") }
get('/b') { send_file("/srv/#{params[:n].delete('^a-z0-9_-')}.txt") }
get('/c') { send_file("/srv/#{params[:n].delete('a-z')}.txt") } # // !
get('/d') { send_file("/srv/#{params[:n].delete('^a-z./')}.txt") } # // !
--- what a query is asked
class Open < GraphQL::Schema::Mutation
  def resolve(name:)
    File.read("/srv/#{name}") # // !
  end
end
class Other
  def resolve(name:)
    File.read("/srv/#{name}")
  end
end
`;

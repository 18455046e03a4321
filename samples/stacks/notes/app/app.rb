require "sinatra"
require "sqlite3"

set :bind, "0.0.0.0"
set :host_authorization, permitted_hosts: []
DB = SQLite3::Database.new(ENV.fetch("DATABASE"))
DB.execute("create table if not exists notes (text text)")
File.write("/run/notes/ready", "yes")

get("/up") { "up\n" }
get("/motto") { "#{ENV["MOTTO"]} / #{File.read("/assets/motto.txt")}" }
get("/notes") { DB.execute("select text from notes").flatten.join("\n") + "\n" }
post("/notes") do
  DB.execute("insert into notes values (?)", [request.body.read])
  201
end

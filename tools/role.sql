-- Run once by the postgres image, when docker-compose.yml makes a new database: the bot's role owns its database and may do nothing
-- else on the server, and the server's superuser can be reached from inside its container only.
\getenv password EXODUS_PASSWORD
CREATE ROLE exodus LOGIN PASSWORD :'password'
  NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 80;
CREATE DATABASE exodus OWNER exodus;
REVOKE ALL ON DATABASE exodus FROM PUBLIC;
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;
ALTER ROLE postgres PASSWORD NULL;

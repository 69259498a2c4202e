#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "cli/cli.h"
#include "domain/messages.h"
#include "http/json_io.h"
#include "service/grade_snapshot.h"
#include "service/store_keys.h"
#include "store/meta.h"
#include "workflow/procedure.h"

namespace medcredit::cli {

namespace fs = std::filesystem;

const base::Clock& Session::clock() {
  if (!clock_) {
    const auto day = base::CivilDate::parseIso(today);
    if (day) {
      clock_ = std::make_unique<base::FixedClock>(*day);
    } else {
      clock_ = std::make_unique<base::SystemClock>();
    }
  }
  return *clock_;
}

namespace {

/// Folder of the shipped jurisdictions: flag, environment, beside the installed binary, beside the source tree.
std::optional<fs::path> findJurisdictions(const std::string& flag) {
  if (!flag.empty()) return fs::path(flag);
  if (const char* env = std::getenv("MEDCREDIT_JURISDICTIONS"); env != nullptr && *env != '\0') return fs::path(env);
  std::error_code ec;
  const fs::path self = fs::read_symlink("/proc/self/exe", ec);
  if (ec) return std::nullopt;
  const fs::path bin = self.parent_path();
  for (const auto& candidate :
       {bin / "../share/medcredit/jurisdictions", bin / "../../../jurisdictions", bin / "../../jurisdictions"}) {
    if (fs::is_directory(candidate / "national", ec)) return fs::weakly_canonical(candidate, ec);
  }
  return std::nullopt;
}

}  // namespace

base::Result<const jurisdiction::Loader*> Session::loader() {
  if (!loader_) {
    const auto root = findJurisdictions(jurisdictionsDir);
    if (!root) return base::fail("PROF-0100");
    std::vector<fs::path> extra(extraJurisdictions.begin(), extraJurisdictions.end());
    roots_ = extra;
    roots_.push_back(*root);
    loader_ = std::make_unique<jurisdiction::Loader>(*root, std::move(extra));
  }
  return static_cast<const jurisdiction::Loader*>(loader_.get());
}

std::string Session::keyFolder() const {
  if (!keysDir.empty()) return keysDir;
  if (const char* env = std::getenv("MEDCREDIT_KEYS"); env != nullptr && *env != '\0') return env;
  if (databaseUrl.empty()) return (fs::path(dataDir) / "keys").string();
  const char* home = std::getenv("HOME");
  std::string name = databaseUrl.substr(databaseUrl.find_last_of('/') + 1);
  name.resize(std::min(name.find('?'), name.size()));
  return (fs::path(home != nullptr ? home : ".") / ".medcredit" / "keys" / name).string();
}

std::string Session::snapshotFile() const {
  return databaseUrl.empty() ? (fs::path(dataDir) / service::kSnapshotFile).string() : std::string();
}

base::Result<service::Context*> Session::context() {
  if (!context_) {
    MC_ASSIGN(conn_, store::open(location()));
    MC_ASSIGN(const std::string id, store::getMeta(*conn_, "jurisdiction"));
    MC_ASSIGN(const auto* lawLoader, loader());
    MC_ASSIGN(law_, lawLoader->load(id));
    MC_ASSIGN(keys_, service::openStoreKeys(*conn_, keyFolder(), random_));
    cipher_ = std::make_unique<store::FieldCipher>(*keys_, random_);
    conn_->useCipher(cipher_.get());
    MC_ASSIGN(procedures_, workflow::loadProcedures(*law_, roots_));
    context_ = std::make_unique<service::Context>(service::Context{*conn_, *law_, clock(), actor, random_, *keys_});
    context_->procedures = procedures_.get();
  }
  return context_.get();
}

void Session::emit(const boost::json::value& document) const {
  if (json) std::cout << http::jsonText(document) << '\n';
}

void Session::say(std::string_view text) const {
  if (!json) std::cout << text << '\n';
}

int Session::fail(const base::Error& error, std::optional<ExitCode> code) const {
  std::cerr << domain::render(error) << '\n';
  if (json) {
    const boost::json::object body{{"code", error.code},
                                   {"message", domain::renderText(error)},
                                   {"place", error.place},
                                   {"basis", domain::renderBasis(error)},
                                   {"remedy", domain::renderRemedy(error)}};
    std::cout << boost::json::serialize(boost::json::object{{"error", body}}) << '\n';
  }
  if (code) return *code;
  if (error.code.starts_with("FILE-") || error.code.starts_with("COLL-")) return kInputUnusable;
  if (error.code.starts_with("CLI-")) return kUsage;
  return kFailure;
}

}  // namespace medcredit::cli

#include "service/backup.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>

#include "crypto/sm3.h"
#include "formats/file_io.h"
#include "service/evidence.h"
#include "service/evidence_verify.h"
#include "store/backup.h"

namespace medcredit::service {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kFormat = "medcredit-backup/1";
constexpr std::string_view kEnding = ".backup";

fs::path manifestOf(const fs::path& file) { return file.string() + ".manifest.json"; }

base::Result<std::string> digestOf(const fs::path& file, std::uint64_t& bytes) {
  MC_ASSIGN(const auto input, formats::FileBytes::open(file));
  crypto::Sm3Stream digest;
  constexpr std::size_t kBlock = std::size_t{1} << 20U;
  for (bytes = 0; bytes < input->size();) {
    MC_ASSIGN(const std::string block, input->slice(bytes, kBlock));
    if (block.empty()) break;
    digest.update(block);
    bytes += block.size();
  }
  return digest.finishHex();
}

base::Status writeManifest(const fs::path& file, const BackupManifest& manifest) {
  const json::object body{{"format", kFormat},
                          {"engine", manifest.engine},
                          {"jurisdiction", manifest.jurisdiction},
                          {"created_at", manifest.createdAt},
                          {"digest", manifest.digest},
                          {"bytes", manifest.bytes},
                          {"head", manifest.head},
                          {"fingerprint", manifest.fingerprint}};
  MC_ASSIGN(const auto out, formats::AtomicFile::create(manifestOf(file)));
  MC_TRY(out->write(json::serialize(body) + "\n"));
  return out->commit();
}

base::Result<BackupManifest> readManifest(const fs::path& file) {
  const base::Error unreadable = base::fail("EVID-0060", {{"path", manifestOf(file).string()}});
  std::ifstream in(manifestOf(file), std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  boost::system::error_code ec;
  const json::value document = json::parse(text, ec);
  if (!in || ec || !document.is_object()) return unreadable;
  const json::object& body = document.as_object();
  const auto word = [&body](std::string_view key) {
    const auto* value = body.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
  };
  const auto* bytes = body.if_contains("bytes");
  const bool known = word("format") == kFormat && (word("engine") == "sqlite" || word("engine") == "postgres");
  if (!known || word("digest").size() != 64 || bytes == nullptr || !bytes->is_int64()) return unreadable;
  return BackupManifest{word("engine"),
                        word("jurisdiction"),
                        word("created_at"),
                        word("digest"),
                        static_cast<std::uint64_t>(bytes->as_int64()),
                        word("head"),
                        word("fingerprint")};
}

store::Engine engineOf(const BackupManifest& manifest) {
  return manifest.engine == "sqlite" ? store::Engine::kSqlite : store::Engine::kPostgres;
}

/// The entry about the backup is in the backup.
base::Result<SignedHead> announce(Context& context, const fs::path& file) {
  Act act;
  act.action = "backup.create";
  act.objectType = "store";
  act.objectId = file.filename().string();
  {
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    MC_TRY(appendEvidence(context, act));
    MC_TRY(transaction.commit());
  }
  return signHead(context);
}

/// "20261122T030405123456Z": sorts by time.
std::string compactTime(base::Instant now) {
  std::string text;
  for (const char c : now.iso()) {
    if (c != '-' && c != ':' && c != '.') text += c;
  }
  return text;
}

}  // namespace

base::Result<BackupManifest> createBackup(Context& context, const store::Location& location, const fs::path& file) {
  std::error_code ec;
  if (fs::exists(file, ec)) return base::fail("STOR-0030", {{"path", file.string()}});
  BackupManifest manifest;
  manifest.createdAt = context.clock.now().iso();
  MC_ASSIGN(const SignedHead head, announce(context, file));
  MC_TRY(store::copyStore(location, file));
  manifest.engine = context.conn.engine() == store::Engine::kSqlite ? "sqlite" : "postgres";
  manifest.jurisdiction = context.law.id;
  MC_ASSIGN(manifest.digest, digestOf(file, manifest.bytes));
  manifest.head = head.text;
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  manifest.fingerprint = key.fingerprint();
  MC_TRY(writeManifest(file, manifest));
  return manifest;
}

base::Result<KeptBackup> createInterval(Context& context, const store::Location& location, const fs::path& folder,
                                        std::size_t keep) {
  std::error_code ec;
  fs::create_directories(folder, ec);
  KeptBackup out;
  out.file = folder / ("medcredit-" + compactTime(context.clock.now()) + std::string(kEnding));
  MC_TRY(createBackup(context, location, out.file));
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name.starts_with("medcredit-") && name.ends_with(kEnding);
    if (ours && fs::exists(manifestOf(entry.path()), ec)) all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i + std::max<std::size_t>(keep, 1) < all.size(); ++i) {
    fs::remove(all[i], ec);
    fs::remove(manifestOf(all[i]), ec);
    out.removed.push_back(all[i]);
  }
  return out;
}

base::Result<BackupManifest> verifyBackup(const fs::path& file) {
  MC_ASSIGN(BackupManifest manifest, readManifest(file));
  std::uint64_t bytes = 0;
  MC_ASSIGN(const std::string digest, digestOf(file, bytes));
  if (digest != manifest.digest || bytes != manifest.bytes) return base::fail("EVID-0061", {{"path", file.string()}});
  MC_ASSIGN(const auto problems, store::checkCopy(engineOf(manifest), file));
  if (!problems.empty()) {
    return base::fail("STOR-0031", {{"path", file.string()}, {"detail", problems.front()}});
  }
  return manifest;
}

base::Result<BackupManifest> restoreBackup(const fs::path& file, const store::Location& target,
                                           const crypto::Keys& keys) {
  MC_ASSIGN(BackupManifest manifest, verifyBackup(file));
  MC_ASSIGN(const auto key, logPublicKey(keys));
  if (!readHead(manifest.head, key).ok()) {
    return base::fail("EVID-0062", {{"wanted", manifest.fingerprint}, {"given", key.fingerprint()}});
  }
  const bool server = !target.databaseUrl.empty();
  if (server != (engineOf(manifest) == store::Engine::kPostgres)) {
    return base::fail("EVID-0064", {{"engine", manifest.engine}});
  }
  MC_TRY(store::restoreCopy(engineOf(manifest), file, target));
  return manifest;
}

base::Result<SignedHead> reopenRestored(Context& context, std::string_view reason) {
  MC_ASSIGN(const LogReport report, verifyLog(context));
  // Entries that were made after the backup are lost, and the note beside the keys tells so: that is what the new epoch
  // is for. Anything else means that the backup itself is not what was once signed.
  for (const auto& finding : report.findings) {
    if (finding.code != "EVID-0028") return base::fail("EVID-0063", {{"place", finding.place}, {"code", finding.code}});
  }
  return openEpoch(context, reason);
}

}  // namespace medcredit::service

#include "store/version_blocks.h"

#include <array>
#include <charconv>
#include <utility>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::size_t kRecords = kBlockRecords;
constexpr std::size_t kRowDigits = 8;
constexpr std::int64_t kMaxFileRow = 99'999'999;
constexpr std::size_t kDateSize = 10;
/// Behind the personal cells of each record; their lines are JSON and never contain it.
constexpr char kEndOfSecret = '\f';

/// A first version that says nothing a block has no place for. Persons have keys of their own.
bool fitsBlock(const NewVersion& v) {
  return v.version == 1 && v.kind == "initial" && v.cause.empty() && v.consent.empty() && v.person == 0 && v.batchId &&
         v.fileRow.value_or(0) > 0 && *v.fileRow <= kMaxFileRow &&
         (v.trueFrom.empty() || v.trueFrom.size() == kDateSize);
}

bool sameSource(const NewVersion& a, const NewVersion& b) {
  return a.entryVersion == b.entryVersion && a.batchId == b.batchId && a.knownAt.micros == b.knownAt.micros &&
         a.actor == b.actor && a.collectingUnit == b.collectingUnit;
}

/// True when the next eight versions make one block.
bool startsBlock(std::span<const NewVersion> rest) {
  if (rest.size() < kRecords || rest.front().recordId % kBlockRecords != 0) return false;
  for (std::size_t i = 0; i < kRecords; ++i) {
    const NewVersion& v = rest[i];
    if (v.recordId != rest.front().recordId + static_cast<std::int64_t>(i)) return false;
    if (!fitsBlock(v) || !sameSource(v, rest.front())) return false;
  }
  return true;
}

/// The part between the n-th and the next mark.
std::string_view part(std::string_view text, char mark, std::int64_t n) {
  for (; n > 0; --n) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + 1);
  }
  return text.substr(0, text.find(mark));
}

}  // namespace

FirstVersions::Block FirstVersions::takeBlock(std::span<const NewVersion> versions) {
  Block block;
  block.first = &versions.front();
  block.fileRows.assign(kRecords * kRowDigits, '0');
  block.trueFrom.assign(kRecords * kDateSize, ' ');
  std::size_t size = versions.size();
  for (const NewVersion& v : versions) size += v.payload.size();
  block.payload.reserve(size);
  bool anySecret = false;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const NewVersion& v = versions[i];
    std::array<char, kRowDigits> digits{};
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), *v.fileRow).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    block.fileRows.replace((i + 1) * kRowDigits - count, count, digits.data(), count);
    if (!v.trueFrom.empty()) block.trueFrom.replace(i * kDateSize, kDateSize, v.trueFrom);
    block.payload.append(1, '\n').append(v.payload);
    block.secret.append(v.secret).append(1, kEndOfSecret);
    anySecret = anySecret || !v.secret.empty();
  }
  if (!anySecret) block.secret.clear();
  return block;
}

base::Status FirstVersions::prepare(Conn& conn) {
  if (conn.engine() != Engine::kSqlite) return {};
  for (std::size_t i = 0; i < versions_.size();) {
    const auto rest = versions_.subspan(i);
    if (startsBlock(rest)) {
      blocks_.push_back(takeBlock(rest.first(kRecords)));
      i += kRecords;
    } else {
      single_.push_back(rest.front());
      ++i;
    }
  }
  std::vector<FieldCipher::Item> items;
  for (const Block& block : blocks_) {
    if (!block.secret.empty()) items.push_back({0, block.secret, placeOfBlock(block.first->recordId)});
  }
  if (items.empty()) return {};
  MC_ASSIGN(auto sealed, conn.cipher().sealAll(conn, items));
  auto next = sealed.begin();
  for (Block& block : blocks_) {
    if (!block.secret.empty()) block.sealed = std::move(*next++);
  }
  return {};
}

base::Status FirstVersions::insert(Conn& conn) {
  if (conn.engine() != Engine::kSqlite) return insertVersions(conn, versions_);
  static constexpr std::string_view kColumns[] = {"no",      "entry_version",   "batch_id",  "known_at",
                                                  "actor",   "collecting_unit", "file_rows", "true_from",
                                                  "payload", "sealed"};
  MC_TRY(conn.insertRows("version_block", kColumns, blocks_.size(), [&](std::size_t index, std::span<Value> row) {
    const Block& block = blocks_[index];
    const NewVersion& v = *block.first;
    row[0] = v.recordId / kBlockRecords;
    row[1] = v.entryVersion;
    row[2] = *v.batchId;
    row[3] = v.knownAt.micros;
    row[4] = v.actor;
    row[5] = orNull(v.collectingUnit);
    row[6] = std::string_view(block.fileRows);
    row[7] = std::string_view(block.trueFrom);
    row[8] = std::string_view(block.payload);
    row[9] = blobOrNull(block.sealed);
  }));
  return insertVersions(conn, single_);
}

std::string_view payloadInBlock(std::string_view payloads, std::int64_t recordId) {
  return part(payloads, '\n', 1 + recordId % kBlockRecords);
}

std::string_view secretInBlock(std::string_view secrets, std::int64_t recordId) {
  return part(secrets, kEndOfSecret, recordId % kBlockRecords);
}

std::string placeOfBlock(std::int64_t recordId) {
  return "version_block|sealed|" + std::to_string(recordId / kBlockRecords);
}

}  // namespace medcredit::store

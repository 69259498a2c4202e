#include "store/payloads.h"

#include <algorithm>
#include <charconv>
#include <optional>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "store/field_cipher.h"
#include "store/version_blocks.h"

namespace medcredit::store {

namespace {

/// Shorter tokens are no longer than their number would be with its lookups.
constexpr std::size_t kMinToken = 6;
constexpr std::size_t kSlots = 2 * kMaxPayloadTexts;
constexpr std::size_t kOnce = 8 * kMaxPayloadTexts;

/// Readers that meet more texts than this of one entry version load all of them.
constexpr std::size_t kFewTexts = 128;

/// Calls onPart(text, number) for every piece of a stored payload: numbers of texts with their value, all else without.
/// Where a cell was left out, the piece is "".
template <typename OnPart>
void eachPart(std::string_view stored, OnPart&& onPart) {
  bool cellDue = false;
  for (std::size_t at = 0; at < stored.size();) {
    const char c = stored[at];
    std::size_t end = at + 1;
    std::optional<std::int64_t> number;
    if (c == '"') {
      end = jsonStringEnd(stored, at);
    } else if (c >= '0' && c <= '9') {
      const auto parsed = std::from_chars(stored.data() + at, stored.data() + stored.size(), number.emplace(0));
      end = static_cast<std::size_t>(parsed.ptr - stored.data());
    } else if (cellDue && (c == ',' || (c == ']' && stored[at - 1] == ','))) {
      onPart(std::string_view("\"\""), std::nullopt);
    }
    onPart(stored.substr(at, end - at), number);
    cellDue = c == '[' || c == ',';
    at = end;
  }
}

}  // namespace

PayloadPacker::PayloadPacker() : slots_(kSlots), once_(kOnce) {}

base::Status PayloadPacker::load(Conn& conn, std::int64_t entryVersion) {
  entryVersion_ = entryVersion;
  const Value params[] = {entryVersion};
  MC_TRY(
      conn.query("SELECT text FROM payload_text WHERE entry_version = $1 ORDER BY no", params, [this](const Row& row) {
        keep(slotOf(row.text(0)), row.text(0));
        return true;
      }));
  saved_ = texts_.size();
  return {};
}

PayloadPacker::Slot& PayloadPacker::slotOf(std::string_view token) {
  const XXH128_hash_t hash = XXH3_128bits(token.data(), token.size());
  std::size_t at = hash.low64 % kSlots;
  while (slots_[at].number >= 0 && (slots_[at].low != hash.low64 || slots_[at].high != hash.high64)) {
    at = (at + 1) % kSlots;
  }
  if (slots_[at].number < 0) slots_[at] = {hash.high64, hash.low64, -1};
  return slots_[at];
}

void PayloadPacker::keep(Slot& slot, std::string_view token) {
  const std::lock_guard lock(growing_);
  slot.number = static_cast<std::int32_t>(texts_.size());
  texts_.emplace_back(token);
}

std::int32_t PayloadPacker::numberOf(std::string_view token) {
  if (token.size() < kMinToken) return -1;
  Slot& slot = slotOf(token);
  if (slot.number >= 0 || texts_.size() >= kMaxPayloadTexts) return slot.number;
  auto& once = once_[slot.low % kOnce];
  const auto mark = static_cast<std::uint32_t>(slot.high);
  if (once == mark) {
    keep(slot, token);
    return slot.number;
  }
  once = mark;
  return -1;
}

std::string PayloadPacker::inFull(std::string_view open, std::string_view secret) {
  std::string payload;
  {
    const std::lock_guard lock(growing_);
    eachPart(open, [&](std::string_view part, std::optional<std::int64_t> number) {
      payload += number ? std::string_view(texts_[static_cast<std::size_t>(*number)]) : part;
    });
  }
  return secret.empty() ? payload : joinPayload(payload, secret).payload;
}

base::Status PayloadPacker::save(Conn& conn) {
  static constexpr std::string_view kColumns[] = {"entry_version", "no", "text"};
  const std::size_t first = saved_;
  saved_ = texts_.size();
  return conn.insertRows("payload_text", kColumns, saved_ - first, [&](std::size_t index, std::span<Value> row) {
    row[0] = entryVersion_;
    row[1] = static_cast<std::int64_t>(first + index);
    row[2] = std::string_view(texts_[first + index]);
  });
}

base::Status PayloadReader::bring(std::int64_t entryVersion, std::string_view stored, Texts& texts) {
  if (texts.complete) return {};
  std::vector<std::int64_t> missing;
  eachPart(stored, [&](std::string_view, std::optional<std::int64_t> number) {
    if (number && texts.byNumber.emplace(*number, std::string()).second) missing.push_back(*number);
  });
  if (shared_ != nullptr) {
    shared_->give(entryVersion, missing,
                  [&](std::int64_t number, std::string_view text) { texts.byNumber[number] = text; });
  }
  if (missing.empty()) return {};
  const auto take = [&](std::int64_t number, std::string_view text) {
    texts.byNumber[number] = text;
    if (shared_ != nullptr) shared_->keep(entryVersion, number, text);
  };
  const std::string ofVersion = "entry_version = " + std::to_string(entryVersion);
  if (texts.byNumber.size() > kFewTexts) {
    texts.complete = true;
    texts.byNumber.clear();
    return conn_.query("SELECT no, text FROM payload_text WHERE " + ofVersion, {}, [&](const Row& row) {
      take(row.integer(0), row.text(1));
      return true;
    });
  }
  const std::vector<Value> keys(missing.begin(), missing.end());
  return conn_.lookup("payload_text", "no", "text", ofVersion, keys,
                      [&](std::size_t index, const Row& row) { take(missing[index], row.text(0)); });
}

std::string placeOfSecret(std::int64_t recordId) { return "record_version|sealed|" + std::to_string(recordId); }

base::Result<StoredPayload> PayloadReader::parts(std::int64_t recordId, std::string_view stored,
                                                 std::string_view sealed) {
  StoredPayload out;
  if (!isBlock(stored)) {
    out.open = stored;
    if (sealed.empty()) return out;
    MC_ASSIGN(out.secret, conn_.cipher().open(conn_, sealed, placeOfSecret(recordId)));
    return out;
  }
  out.open = payloadInBlock(stored, recordId);
  if (out.open.empty()) return base::fail("STOR-0004", {{"detail", placeOfBlock(recordId)}});
  if (sealed.empty()) return out;
  std::string place = placeOfBlock(recordId);
  if (openBlock_ != place) {
    MC_ASSIGN(openSecrets_, conn_.cipher().open(conn_, sealed, place));
    openBlock_ = std::move(place);
  }
  out.secret = secretInBlock(openSecrets_, recordId);
  return out;
}

base::Result<JoinedPayload> PayloadReader::read(std::int64_t recordId, std::int64_t entryVersion,
                                                std::string_view stored, std::string_view sealed) {
  MC_ASSIGN(const auto own, parts(recordId, stored, sealed));
  MC_ASSIGN(auto payload, full(entryVersion, own.open));
  if (own.secret.empty()) return JoinedPayload{std::move(payload), {}};
  return joinPayload(payload, own.secret);
}

base::Result<std::string> PayloadReader::full(std::int64_t entryVersion, std::string_view stored) {
  Texts& texts = texts_[entryVersion];
  MC_TRY(bring(entryVersion, stored, texts));
  std::string out;
  out.reserve(stored.size());
  base::Status known;
  eachPart(stored, [&](std::string_view part, std::optional<std::int64_t> number) {
    if (!number) {
      out += part;
      return;
    }
    const auto text = texts.byNumber.find(*number);  // never an empty text: even "" has its quotes
    if (text == texts.byNumber.end() || text->second.empty()) {
      known = base::fail("STOR-0004", {{"detail", "payload_text " + std::string(part)}});
    } else {
      out += text->second;
    }
  });
  MC_TRY(known);
  return out;
}

}  // namespace medcredit::store

#include "evidence/entry.h"

namespace medcredit::evidence {

namespace {

void putInteger(std::string& out, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>((value >> static_cast<unsigned>(8 * i)) & 0xFFU);
}

void putText(std::string& out, std::string_view text) {
  putInteger(out, text.size(), 4);
  out += text;
}

/// Reads fields back in order; any shortage poisons the reader.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t integer(std::size_t width) {
    if (bytes_.size() - at_ < width) {
      good_ = false;
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes_[at_ + i]);
    at_ += width;
    return value;
  }
  std::string text() {
    const auto size = integer(4);
    if (!good_ || bytes_.size() - at_ < size) {
      good_ = false;
      return {};
    }
    std::string out(bytes_.substr(at_, size));
    at_ += size;
    return out;
  }
  [[nodiscard]] bool complete() const { return good_ && at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

}  // namespace

std::string encodeEntry(const Entry& e) {
  std::string out;
  out.reserve(400);
  putInteger(out, kEntryVersion, 1);
  putInteger(out, e.epoch, 4);
  putInteger(out, e.sequence, 8);
  putInteger(out, static_cast<std::uint64_t>(e.atMicros), 8);
  for (const auto* text : {&e.actor, &e.role, &e.unit, &e.region, &e.sessionHash, &e.address, &e.requestId, &e.action,
                           &e.purpose, &e.basis, &e.objectType, &e.objectId}) {
    putText(out, *text);
  }
  putInteger(out, static_cast<std::uint64_t>(e.objectVersion), 8);
  putText(out, e.subjectPseudonym);
  putText(out, e.fieldBitmap);
  putInteger(out, e.allowed ? 1 : 0, 1);
  for (const auto* text : {&e.rule, &e.outcome, &e.commitment, &e.policyVersion, &e.calendarVersion}) {
    putText(out, *text);
  }
  return out;
}

base::Result<Entry> decodeEntry(std::string_view bytes) {
  Reader in(bytes);
  Entry e;
  if (in.integer(1) != kEntryVersion) return base::fail("EVID-0001");
  e.epoch = static_cast<std::uint32_t>(in.integer(4));
  e.sequence = in.integer(8);
  e.atMicros = static_cast<std::int64_t>(in.integer(8));
  for (auto* text : {&e.actor, &e.role, &e.unit, &e.region, &e.sessionHash, &e.address, &e.requestId, &e.action,
                     &e.purpose, &e.basis, &e.objectType, &e.objectId}) {
    *text = in.text();
  }
  e.objectVersion = static_cast<std::int64_t>(in.integer(8));
  e.subjectPseudonym = in.text();
  e.fieldBitmap = in.text();
  const auto allowed = in.integer(1);
  e.allowed = allowed == 1;
  for (auto* text : {&e.rule, &e.outcome, &e.commitment, &e.policyVersion, &e.calendarVersion}) *text = in.text();
  if (!in.complete() || allowed > 1) return base::fail("EVID-0001");
  return e;
}

}  // namespace medcredit::evidence

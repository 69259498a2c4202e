#include "service/payload_writer.h"

#include <bit>
#include <charconv>
#include <cstring>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "service/collect_payload.h"

namespace medcredit::service {

namespace {

/// Longest form of a byte in JSON, and what a cell needs beside its bytes: quotes, comma, line number.
constexpr std::size_t kBytesPerByte = 6;
constexpr std::size_t kBytesPerCell = 16;
constexpr std::uint64_t kHashFactor = 0x9E3779B97F4A7C15ULL;

char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

char* putNumber(char* to, std::int64_t number) { return std::to_chars(to, to + kBytesPerCell, number).ptr; }

std::size_t slotOf(std::string_view value, std::size_t slots) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(value[i]); };
  return (value.size() + byte(value.size() / 2) * 3U + byte(value.size() - 1) * 5U) % slots;
}

}  // namespace

PayloadWriter::PayloadWriter(store::PayloadPacker& packer, std::vector<int> personal)
    : packer_(packer), personal_(std::move(personal)) {}

std::uint64_t PayloadWriter::writeCell(std::size_t column, std::string_view value, bool personal) {
  if (value.empty()) return 0;
  if (personal) {
    secretEnd_ = putNumber(secretEnd_, static_cast<std::int64_t>(column));
    secretEnd_ = put(secretEnd_, ":\"");
    secretEnd_ = writeJsonText(secretEnd_, value);
    secretEnd_ = put(secretEnd_, "\"\n");
    return XXH3_64bits(value.data(), value.size());
  }
  Column& kept = columns_[column];
  const bool many = kept.known.size() > kFew;
  std::uint64_t hash = many ? XXH3_64bits(value.data(), value.size()) : 0;
  Known& known = kept.known[many ? hash % kMany : slotOf(value, kFew)];
  if (known.value == value) {
    openEnd_ = put(openEnd_, known.number);
    return known.hash;
  }
  if (!many) hash = XXH3_64bits(value.data(), value.size());
  char* const token = openEnd_;
  *openEnd_++ = '"';
  openEnd_ = writeJsonText(openEnd_, value);
  *openEnd_++ = '"';
  if (kept.asked >= kTrial && kept.found < kept.asked / 8) return hash;
  const std::int32_t number = packer_.numberOf({token, static_cast<std::size_t>(openEnd_ - token)});
  ++kept.asked;
  if (number < 0) return hash;
  ++kept.found;
  openEnd_ = putNumber(token, number);
  known.value = value;
  known.number.assign(token, openEnd_);
  known.hash = hash;
  if (!many && kept.asked >= kTrial) kept.known.assign(kMany, Known());
  return hash;
}

PayloadForms PayloadWriter::write(std::span<const std::string_view> values) {
  std::size_t most = 2;
  for (const auto value : values) most += kBytesPerByte * value.size() + kBytesPerCell;
  if (open_.size() < most) {
    for (std::string* form : {&open_, &secret_}) form->resize(2 * most);
  }
  if (columns_.size() < values.size()) columns_.resize(values.size());
  openEnd_ = open_.data();
  secretEnd_ = secret_.data();
  PayloadForms forms;
  auto personal = personal_.begin();
  char before = '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    *openEnd_++ = before;
    before = ',';
    const bool isPersonal = personal != personal_.end() && *personal == static_cast<int>(i);
    if (isPersonal) ++personal;
    forms.hash = std::rotl(forms.hash, 7) * kHashFactor + writeCell(i, values[i], isPersonal);
  }
  if (openEnd_ == open_.data()) *openEnd_++ = '[';
  if (values.size() == 1 && openEnd_ == open_.data() + 1) openEnd_ = put(openEnd_, "\"\"");  // [] has no cell at all
  *openEnd_++ = ']';
  const auto form = [](const std::string& buffer, const char* end) {
    return std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  };
  forms.open = form(open_, openEnd_);
  forms.secret = form(secret_, secretEnd_);
  return forms;
}

}  // namespace medcredit::service

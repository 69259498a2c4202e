#include "grading/facts_block.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace medcredit::grading {

namespace {

constexpr char kMagic[8] = {'M', 'C', 'B', 'L', 'O', 'C', 'K', '2'};
constexpr std::uint64_t kAlign = 8;

/// Parts of a block in their order; the word columns stand one after another in the last.
enum Part : std::size_t {
  kWords,
  kFields,
  kSubjects,
  kTypes,
  kStatuses,
  kDates,  // and the four after it
  kValues = kDates + kDateColumns,
  kFlags,
  kIdEnds,
  kIds,
  kWordCodes,
  kParts
};

struct Extent {
  std::uint64_t at = 0, size = 0;
};
struct Head {
  char magic[8] = {};
  std::uint64_t rows = 0, subjects = 0, fields = 0;
  Extent parts[kParts];
};

void appendNumber(std::string& out, std::uint32_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

void appendText(std::string& out, std::string_view text) {
  appendNumber(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

/// Takes a text from the front; false when there is none.
bool takeText(std::string_view& from, std::string_view& text) {
  std::uint32_t size = 0;
  if (from.size() < sizeof size) return false;
  std::memcpy(&size, from.data(), sizeof size);
  if (from.size() - sizeof size < size) return false;
  text = from.substr(sizeof size, size);
  from.remove_prefix(sizeof size + size);
  return true;
}

template <class T>
std::string_view bytesOf(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

/// Numbers of a part; empty when it is not the size of so many.
template <class T>
std::optional<std::span<const T>> numbers(std::string_view part, std::uint64_t count) {
  if (part.size() / sizeof(T) != count || part.size() % sizeof(T) != 0) return std::nullopt;
  return std::span<const T>(reinterpret_cast<const T*>(part.data()), static_cast<std::size_t>(count));
}

/// Puts the numbers of a part into `out`; false when they are not so many.
template <class T>
bool take(std::string_view part, std::uint64_t count, std::span<const T>& out) {
  const auto found = numbers<T>(part, count);
  if (found) out = *found;
  return found.has_value();
}

bool ascending(std::span<const BlockSubject> subjects, std::uint64_t rows) {
  std::uint32_t row = 0;
  std::int64_t number = 0;
  for (const auto& one : subjects) {
    if (one.number <= number || one.firstRow != row || one.endRow < row || one.endRow > rows) return false;
    number = one.number;
    row = one.endRow;
  }
  return row == rows;
}

}  // namespace

BlockWriter::BlockWriter(std::vector<std::string> fields) : table_(fields), fields_(std::move(fields)) {}

void BlockWriter::closeSubject() {
  if (!subjects_.empty()) subjects_.back().endRow = static_cast<std::uint32_t>(table_.size());
}

void BlockWriter::subject(std::int64_t number, const Subject& subject, std::int32_t changesOn, std::uint32_t flags,
                          const SealedText& text) {
  closeSubject();
  BlockSubject one;
  one.number = number;
  one.textAt = texts_.size();
  one.stamp = text.stamp;
  one.textSize = static_cast<std::uint32_t>(text.bytes.size());
  one.kind = table_.words().intern(subject.kind);
  one.type = table_.words().intern(subject.type);
  one.region = table_.words().intern(subject.region);
  one.registeredOn = subject.registeredOn;
  one.changesOn = changesOn;
  one.firstRow = static_cast<std::uint32_t>(table_.size());
  one.flags = flags;
  texts_ += text.bytes;
  subjects_.push_back(one);
}

std::string BlockWriter::words() {
  const Words& words = table_.words();
  std::string out;
  for (WordCode code = 1; code < words.size(); ++code) appendText(out, words.text(code));
  return out;
}

std::string BlockWriter::columns(std::string_view sealedWords) {
  closeSubject();
  const FactColumns& view = table_.columns();
  std::string names, codes;
  for (const auto& field : fields_) appendText(names, field);
  for (const auto& column : view.words) codes += bytesOf(column.codes);
  std::array<std::string_view, kParts> parts{};
  parts[kWords] = sealedWords;
  parts[kFields] = names;
  parts[kSubjects] = bytesOf(std::span<const BlockSubject>(subjects_));
  parts[kTypes] = bytesOf(view.type);
  parts[kStatuses] = bytesOf(view.status);
  for (std::size_t i = 0; i < kDateColumns; ++i) parts[kDates + i] = bytesOf(view.dates[i]);
  parts[kValues] = bytesOf(view.value);
  parts[kFlags] = bytesOf(view.flags);
  parts[kIdEnds] = bytesOf(view.idEnd);
  parts[kIds] = view.ids;
  parts[kWordCodes] = codes;

  Head head{};
  std::memcpy(head.magic, kMagic, sizeof kMagic);
  head.rows = view.rows;
  head.subjects = subjects_.size();
  head.fields = fields_.size();
  std::uint64_t at = sizeof(Head);
  for (std::size_t i = 0; i < kParts; ++i) {
    head.parts[i] = {at, parts[i].size()};
    at = (at + parts[i].size() + kAlign - 1) / kAlign * kAlign;
  }
  std::string out;
  out.reserve(static_cast<std::size_t>(at));
  out.append(reinterpret_cast<const char*>(&head), sizeof head);
  for (const auto part : parts) {
    out += part;
    out.resize((out.size() + kAlign - 1) / kAlign * kAlign);
  }
  return out;
}

std::optional<FactsBlock> FactsBlock::open(std::string_view bytes) {
  if (bytes.size() < sizeof(Head)) return std::nullopt;
  Head head{};
  std::memcpy(&head, bytes.data(), sizeof head);
  if (std::memcmp(head.magic, kMagic, sizeof kMagic) != 0 || head.fields > bytes.size()) return std::nullopt;
  std::array<std::string_view, kParts> parts{};
  for (std::size_t i = 0; i < kParts; ++i) {
    const Extent& part = head.parts[i];
    if (part.at % kAlign != 0 || part.at > bytes.size() || part.size > bytes.size() - part.at) return std::nullopt;
    parts[i] = bytes.substr(static_cast<std::size_t>(part.at), static_cast<std::size_t>(part.size));
  }
  FactsBlock out;
  out.sealedWords_ = parts[kWords];
  FactColumns& columns = out.columns_;
  columns.rows = static_cast<std::size_t>(head.rows);
  bool sound = take(parts[kSubjects], head.subjects, out.subjects_) && take(parts[kTypes], head.rows, columns.type) &&
               take(parts[kStatuses], head.rows, columns.status) && take(parts[kValues], head.rows, columns.value) &&
               take(parts[kFlags], head.rows, columns.flags) && take(parts[kIdEnds], head.rows, columns.idEnd);
  for (std::size_t i = 0; i < kDateColumns; ++i) {
    sound = sound && take(parts[kDates + i], head.rows, columns.dates[i]);
  }
  columns.ids = parts[kIds];
  sound = sound && ascending(out.subjects_, head.rows) && std::is_sorted(columns.idEnd.begin(), columns.idEnd.end()) &&
          (columns.idEnd.empty() || columns.idEnd.back() == columns.ids.size());
  std::span<const WordCode> codes;
  sound = sound && take(parts[kWordCodes], head.rows * head.fields, codes);
  std::string_view names = parts[kFields], name;
  for (std::size_t i = 0; sound && i < head.fields; ++i) {
    sound = takeText(names, name);
    out.fields_.emplace_back(name);
    columns.words.push_back({std::string(name), codes.subspan(i * columns.rows, columns.rows)});
  }
  if (!sound) return std::nullopt;
  return out;
}

std::int64_t FactsBlock::find(std::int64_t number) const {
  const auto at = std::lower_bound(subjects_.begin(), subjects_.end(), number,
                                   [](const BlockSubject& one, std::int64_t wanted) { return one.number < wanted; });
  return at != subjects_.end() && at->number == number ? at - subjects_.begin() : -1;
}

std::unique_ptr<Words> readBlockWords(std::string_view text) {
  auto words = std::make_unique<Words>();
  std::string_view word;
  while (!text.empty()) {
    const auto expected = words->size();
    if (!takeText(text, word) || words->intern(word) != expected) return nullptr;
  }
  return words;
}

}  // namespace medcredit::grading

#include "formats/xlsx_sheet.h"

#include <charconv>
#include <utility>

#include "formats/limits.h"

namespace medcredit::formats {

namespace {

using base::CellKind;

// worksheet / sheetData / row / c
constexpr int kDataDepth = 2;
constexpr int kRowDepth = 3;
constexpr int kCellDepth = 4;

bool is(const char* name, const char* wanted) { return std::strcmp(name, wanted) == 0; }

}  // namespace

int parseColumn(std::string_view reference, std::string_view& digits) {
  int column = 0;
  std::size_t i = 0;
  for (; i < reference.size() && i < 6; ++i) {
    const char c = reference[i];
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z') break;
    column = column * 26 + (upper - 'A' + 1);
  }
  digits = reference.substr(i);
  return column - 1;
}

std::string columnName(int column) {
  std::string name;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

SheetRows::SheetRows(const SheetContext& context, std::unique_ptr<ZipStream> source, std::string part,
                     std::size_t blockBytes)
    : context_(context), stream_(std::move(source), std::move(part), *this, blockBytes) {}

base::Result<bool> SheetRows::next(std::vector<base::CellView>& cells, std::int64_t& rowNumber) {
  row_.clear();
  arena_.clear();
  rowReady_ = false;
  MC_ASSIGN(const bool more, stream_.run());
  if (!more || !rowReady_) return false;
  cells.clear();
  for (const Cell& cell : row_) {
    cells.push_back(
        {cell.shared.data() != nullptr ? cell.shared : std::string_view(arena_).substr(cell.from, cell.length),
         cell.kind});
  }
  rowNumber = rowNumber_;
  return true;
}

void SheetRows::start(const char* name, const char** attributes) {
  ++depth_;
  if (inCell_) {
    if (name[0] == 'v' && name[1] == '\0') {
      inValue_ = true;
    } else if (name[0] == 'f' && name[1] == '\0') {
      formula_ = true;
    } else if (type_ == Type::kInline) {
      inline_.start(name);
    }
  } else if (inRow_) {
    if (depth_ == kCellDepth && name[0] == 'c' && name[1] == '\0') startCell(attributes);
  } else if (inData_) {
    if (depth_ == kRowDepth && is(name, "row")) startRow(attributes);
  } else if (depth_ == kDataDepth && is(name, "sheetData")) {
    inData_ = true;
  }
}

void SheetRows::end(const char* name) {
  const int depth = depth_--;
  if (inCell_) {
    if (depth == kCellDepth) {
      endCell();
    } else if (name[0] == 'v' && name[1] == '\0') {
      inValue_ = false;
    } else if (type_ == Type::kInline) {
      inline_.end(name);
    }
  } else if (inRow_) {
    if (depth != kRowDepth) return;
    inRow_ = false;
    rowReady_ = true;
    stream_.pump().pause();
  } else if (depth == kDataDepth) {
    inData_ = false;
  }
}

void SheetRows::text(std::string_view piece) {
  if (!inValue_ && !(inCell_ && inline_.collecting())) return;
  if (arena_.size() - valueFrom_ + piece.size() > context_.limits.maxCellBytes) {
    return stream_.pump().refuse(cellTooLong(context_.limits, rowNumber_, static_cast<std::size_t>(column_)));
  }
  if (arena_.size() > kMaxRowBytes) return stream_.pump().refuse(rowTooLong(rowNumber_));
  arena_ += piece;
}

void SheetRows::startRow(const char** attributes) {
  inRow_ = true;
  column_ = -1;
  std::int64_t number = rowNumber_ + 1;
  if (const char* given = plainAttribute(attributes, "r"); given != nullptr) {
    const std::string_view digits(given);
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (code != std::errc() || end != digits.data() + digits.size() || number <= rowNumber_) {
      return stream_.pump().refuse(base::fail("FILE-0033", {{"row", std::to_string(rowNumber_ + 1)}}));
    }
  }
  if (number > context_.limits.maxRows) return stream_.pump().refuse(tooManyRows(context_.limits));
  rowNumber_ = number;
  rowText_ = std::to_string(number);
}

void SheetRows::startCell(const char** attributes) {
  inCell_ = true;
  formula_ = false;
  inValue_ = false;
  type_ = Type::kNumber;
  style_ = 0;
  valueFrom_ = arena_.size();
  int column = column_ + 1;
  for (; *attributes != nullptr; attributes += 2) {
    const char* const key = attributes[0];
    const char* const value = attributes[1];
    if (key[1] != '\0') continue;
    if (key[0] == 'r') {
      std::string_view digits;
      column = parseColumn(value, digits);
      if (column <= column_ || digits != rowText_) {
        return stream_.pump().refuse(base::fail("FILE-0033", {{"row", rowText_}}));
      }
    } else if (key[0] == 's') {
      std::from_chars(value, value + std::strlen(value), style_);
    } else if (key[0] == 't') {
      switch (value[0]) {
        case 's':
          type_ = value[1] == '\0' ? Type::kShared : Type::kString;
          break;
        case 'i':
          type_ = Type::kInline;
          break;
        case 'b':
          type_ = Type::kBoolean;
          break;
        case 'e':
          type_ = Type::kError;
          break;
        case 'd':
          type_ = Type::kDate;
          break;
        default:
          break;
      }
    }
  }
  if (column >= context_.limits.maxColumns) return stream_.pump().refuse(tooManyColumns(context_.limits, rowNumber_));
  column_ = column;
}

/// Puts the current cell into the row: `shared` when it has data, else what the arena collected since valueFrom_.
void SheetRows::place(std::string_view shared, CellKind kind) {
  const std::size_t length = arena_.size() - valueFrom_;
  if (formula_ && kind != CellKind::kErrorValue) kind = CellKind::kFormula;
  if (length == 0 && shared.empty() && kind != CellKind::kFormula) return;
  row_.resize(static_cast<std::size_t>(column_) + 1);
  row_.back() = {shared, valueFrom_, length, kind};
}

void SheetRows::endCell() {
  inCell_ = false;
  switch (type_) {
    case Type::kShared:
      return placeShared();
    case Type::kNumber:
      return placeNumber();
    case Type::kInline:
    case Type::kString:
      unescapeText(arena_, valueFrom_);
      return place({}, CellKind::kText);
    case Type::kBoolean: {
      const std::string_view raw = std::string_view(arena_).substr(valueFrom_);
      if (raw.empty()) return place({}, CellKind::kBoolean);
      const bool truth = raw != "0" && raw != "false";
      arena_.resize(valueFrom_);
      return place(truth ? "TRUE" : "FALSE", CellKind::kBoolean);
    }
    case Type::kError:
      return place({}, CellKind::kErrorValue);
    case Type::kDate:
      if (std::string_view(arena_).substr(valueFrom_).ends_with("T00:00:00")) arena_.resize(arena_.size() - 9);
      return place({}, CellKind::kDateSerial);
  }
}

void SheetRows::placeShared() {
  const std::string_view raw = std::string_view(arena_).substr(valueFrom_);
  if (raw.empty()) return;
  std::size_t index = 0;
  const auto [end, code] = std::from_chars(raw.data(), raw.data() + raw.size(), index);
  if (code != std::errc() || end != raw.data() + raw.size() || index >= context_.strings.size()) {
    return stream_.pump().refuse(base::fail("FILE-0034", {{"row", rowText_}}));
  }
  arena_.resize(valueFrom_);
  place(context_.strings[index], CellKind::kText);
}

void SheetRows::placeNumber() {
  const std::string_view raw = std::string_view(arena_).substr(valueFrom_);
  if (raw.empty()) return place({}, CellKind::kNumber);
  const NumberStyle style = context_.styles.empty()           ? NumberStyle::kNumber
                            : style_ < context_.styles.size() ? context_.styles[style_]
                                                              : context_.styles[0];
  if (style == NumberStyle::kNumber && isPlainNumber(raw)) return place({}, CellKind::kNumber);
  CellText cell = style == NumberStyle::kNumber ? numberText(raw) : dateText(raw, style, context_.date1904);
  arena_.resize(valueFrom_);
  arena_ += cell.text;
  place({}, cell.kind);
}

}  // namespace medcredit::formats

#include "formats/json_reader.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/limits.h"
#include "formats/text_source.h"

namespace medcredit::formats {

namespace {

namespace json = boost::json;
using base::CellKind;

constexpr std::size_t kMaxDepth = 32;
constexpr std::int64_t kHeaderRow = 1;

struct Value {
  std::string text;
  CellKind kind = CellKind::kText;
};

/// One object of the table: values in the order of the header's columns.
struct JsonRow {
  std::vector<Value> values;
};

/// Columns by key, in order of first appearance.
struct Columns {
  std::vector<std::string> names;
  std::unordered_map<std::string, std::size_t> index;

  std::size_t of(const std::string& key) {
    const auto [it, fresh] = index.emplace(key, names.size());
    if (fresh) names.push_back(key);
    return it->second;
  }
};

enum class Shape { kUnknown, kArray, kWrapped, kLines };

/// Where the events of one document stand, and what they add up to.
class Collector {
 public:
  Collector(const ReadLimits& limits, Columns& columns, Shape& shape, bool keepRows)
      : limits_(limits), columns_(columns), shape_(shape), keepRows_(keepRows) {}

  std::optional<base::Error> error;
  std::deque<JsonRow> rows;         ///< complete rows not given out yet
  std::int64_t count = kHeaderRow;  ///< number of the last row seen

  bool objectBegin() {
    ++depth_;
    if (depth_ == 1) {
      if (shape_ == Shape::kUnknown) shape_ = Shape::kLines;
      return shape_ == Shape::kWrapped || openRow();
    }
    if (depth_ == rowDepth()) return openRow();
    return insideRow() ? nested() : true;
  }
  bool objectEnd() {
    const bool row = depth_ == rowDepth() && inRow_;
    --depth_;
    return row ? closeRow() : true;
  }
  bool arrayBegin() {
    ++depth_;
    if (depth_ == 1) {
      if (shape_ == Shape::kUnknown) shape_ = Shape::kArray;
      return shape_ == Shape::kArray || notATable();
    }
    if (depth_ == 2 && (key_ == "rows" || key_ == "records") && shape_ != Shape::kArray && !seenTable_) {
      // The object was no row but the wrapper of the table: forget what it looked like.
      if (shape_ == Shape::kLines && count == kHeaderRow) {
        shape_ = Shape::kWrapped;
        columns_ = {};
        inRow_ = false;
        deferred_.reset();
      }
      inTable_ = shape_ == Shape::kWrapped;
      seenTable_ = inTable_;
      if (inTable_) return true;
    }
    if (depth_ == rowDepth() && rowParent()) return notATable();
    return insideRow() ? nested() : true;
  }
  bool arrayEnd() {
    --depth_;
    if (depth_ == 1 && inTable_) inTable_ = false;
    return true;
  }
  bool key(std::string_view piece, bool last) {
    if (!take(piece)) return false;
    if (!last) return true;
    key_ = std::move(text_);
    text_.clear();
    if (!inRow_ || depth_ != rowDepth()) return true;
    if (!seenKeys_.insert(key_).second) return fail("FILE-0043", {{"key", key_}});
    column_ = columns_.of(key_);
    if (columns_.names.size() > static_cast<std::size_t>(limits_.maxColumns))
      return set(tooManyColumns(limits_, row()));
    return true;
  }
  bool piece(std::string_view part) { return take(part); }
  bool scalar(std::string_view part, CellKind kind) {
    if (!take(part)) return false;
    Value value{std::move(text_), kind};
    text_.clear();
    if (depth_ == 0 || (rowParent() && depth_ + 1 == rowDepth())) return notATable();
    if (!inRow_ || depth_ != rowDepth()) return true;
    rowBytes_ += value.text.size();
    if (rowBytes_ > kMaxRowBytes) return set(rowTooLong(row()));
    if (!keepRows_) return true;
    if (current_.values.size() <= column_) current_.values.resize(column_ + 1);
    current_.values[column_] = std::move(value);
    return true;
  }
  bool number(std::string_view part) {
    if (!take(part)) return false;
    const auto digits = std::count_if(text_.begin(), text_.end(), [](char c) { return c >= '0' && c <= '9'; });
    return scalar("", digits > 15 ? CellKind::kImprecise : CellKind::kNumber);
  }
  /// Only rows of their own, one object per document, may follow each other.
  [[nodiscard]] bool mayFollow() const { return shape_ == Shape::kLines; }
  [[nodiscard]] bool sawTable() const { return shape_ == Shape::kArray || shape_ == Shape::kLines || seenTable_; }

 private:
  [[nodiscard]] int rowDepth() const { return shape_ == Shape::kLines ? 1 : shape_ == Shape::kArray ? 2 : 3; }
  [[nodiscard]] bool rowParent() const { return shape_ == Shape::kArray || inTable_; }
  [[nodiscard]] bool insideRow() const { return inRow_ && depth_ > rowDepth(); }
  [[nodiscard]] std::int64_t row() const { return count + 1; }

  bool openRow() {
    if (shape_ == Shape::kWrapped && !inTable_) return true;
    inRow_ = true;
    rowBytes_ = 0;
    seenKeys_.clear();
    current_ = {};
    return true;
  }
  bool closeRow() {
    inRow_ = false;
    if (deferred_) return set(std::move(*deferred_));
    if (count >= limits_.maxRows) return set(tooManyRows(limits_));
    ++count;
    if (keepRows_) rows.push_back(std::move(current_));
    return true;
  }
  bool take(std::string_view part) {
    if (text_.size() + part.size() > limits_.maxCellBytes) return set(cellTooLong(limits_, row(), column_));
    text_ += part;
    return true;
  }
  /// The first document may yet turn out to be a wrapper, whose other members do not matter.
  bool nested() {
    base::Error found = base::fail("FILE-0041", {{"row", std::to_string(row())}, {"key", key_}});
    const bool mayBeWrapper = shape_ == Shape::kLines && count == kHeaderRow;
    if (!mayBeWrapper) return set(std::move(found));
    if (!deferred_) deferred_ = std::move(found);
    return true;
  }
  bool notATable() { return fail("FILE-0042", {}); }
  bool fail(const char* code, std::vector<base::ErrorArg> args) { return set(base::fail(code, std::move(args))); }
  bool set(base::Error e) {
    error = std::move(e);
    return false;
  }

  const ReadLimits& limits_;
  Columns& columns_;
  Shape& shape_;
  bool keepRows_;
  int depth_ = 0;
  bool inRow_ = false;
  bool inTable_ = false;
  bool seenTable_ = false;
  std::string key_;
  std::string text_;
  std::size_t column_ = 0;
  std::size_t rowBytes_ = 0;
  std::unordered_set<std::string> seenKeys_;
  JsonRow current_;
  std::optional<base::Error> deferred_;
};

/// Adapter to Boost.JSON's event interface.
struct Handler {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  Collector* to = nullptr;

  using Code = json::error_code;
  static bool done(bool ok, Code& code) {
    if (!ok) code = json::error::exception;  // the collector holds the real reason
    return ok;
  }
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code& c) { return done(to->objectBegin(), c); }
  bool on_object_end(std::size_t, Code& c) { return done(to->objectEnd(), c); }
  bool on_array_begin(Code& c) { return done(to->arrayBegin(), c); }
  bool on_array_end(std::size_t, Code& c) { return done(to->arrayEnd(), c); }
  bool on_key_part(json::string_view s, std::size_t, Code& c) { return done(to->key({s.data(), s.size()}, false), c); }
  bool on_key(json::string_view s, std::size_t, Code& c) { return done(to->key({s.data(), s.size()}, true), c); }
  bool on_string_part(json::string_view s, std::size_t, Code& c) { return done(to->piece({s.data(), s.size()}), c); }
  bool on_string(json::string_view s, std::size_t, Code& c) {
    return done(to->scalar({s.data(), s.size()}, CellKind::kText), c);
  }
  bool on_number_part(json::string_view s, Code& c) { return done(to->piece({s.data(), s.size()}), c); }
  bool on_int64(std::int64_t, json::string_view s, Code& c) { return done(to->number({s.data(), s.size()}), c); }
  bool on_uint64(std::uint64_t, json::string_view s, Code& c) { return done(to->number({s.data(), s.size()}), c); }
  bool on_double(double, json::string_view s, Code& c) { return done(to->number({s.data(), s.size()}), c); }
  bool on_bool(bool b, Code& c) { return done(to->scalar(b ? "TRUE" : "FALSE", CellKind::kBoolean), c); }
  bool on_null(Code& c) { return done(to->scalar("", CellKind::kText), c); }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

json::parse_options options() {
  json::parse_options o;
  o.max_depth = kMaxDepth;
  return o;
}

/// Feeds a text file into a collector, one document after the other.
class Pump {
 public:
  Pump(TextFile text, Collector& collector, std::size_t blockBytes)
      : text_(std::move(text)), collector_(collector), block_(blockBytes), parser_(options()) {
    parser_.handler().to = &collector;
  }

  /// Feeds one block. False at the end of the file.
  base::Result<bool> step() {
    MC_ASSIGN(const std::size_t got, text_.source->read(block_.data(), block_.size()));
    if (got == 0) {
      if (open_) MC_TRY(feed("", false));
      return false;
    }
    std::string_view rest(block_.data(), got);
    while (!rest.empty()) {
      if (!open_) {
        const auto at = rest.find_first_not_of(" \t\r\n");
        if (at == std::string_view::npos) break;
        rest.remove_prefix(at);
        if (documents_ > 0 && !collector_.mayFollow()) return syntax();
        open_ = true;
      }
      MC_TRY(feed(rest, true));
      rest.remove_prefix(used_);
      if (parser_.done()) finishDocument();
    }
    return true;
  }
  [[nodiscard]] double progress() const { return text_.source->progress(); }

 private:
  [[nodiscard]] base::Error syntax() const {
    return base::fail("FILE-0040", {{"row", std::to_string(collector_.count + 1)}});
  }
  base::Status feed(std::string_view piece, bool more) {
    json::error_code code;
    used_ = parser_.write_some(more, piece.data(), piece.size(), code);
    if (collector_.error) return *collector_.error;
    return code ? base::Status(syntax()) : base::Status();
  }
  void finishDocument() {
    open_ = false;
    ++documents_;
    parser_.reset();
  }

  TextFile text_;
  Collector& collector_;
  std::vector<char> block_;
  json::basic_parser<Handler> parser_;
  std::size_t used_ = 0;
  std::size_t documents_ = 0;
  bool open_ = false;
};

class JsonReader final : public TableReader {
 public:
  JsonReader(std::shared_ptr<const FileBytes> file, ReadLimits limits, std::size_t blockBytes)
      : file_(std::move(file)), limits_(limits), blockBytes_(blockBytes) {
    info_.format = "json";
  }

  /// First pass: keys, shape and syntax of the whole document.
  base::Status survey() {
    MC_ASSIGN(TextFile text, openText(file_));
    info_.encoding = text.encoding;
    Collector collector(limits_, columns_, shape_, false);
    Pump pump(std::move(text), collector, blockBytes_);
    for (;;) {
      MC_ASSIGN(const bool more, pump.step());
      if (!more) break;
    }
    if (!collector.sawTable()) return base::fail("FILE-0042");
    if (columns_.names.empty()) return base::fail("FILE-0042");
    return rewind();
  }

  [[nodiscard]] const TableInfo& info() const override { return info_; }

  [[nodiscard]] base::Result<bool> next(std::vector<base::CellView>& cells, std::int64_t& rowNumber) override {
    cells.clear();
    rowNumber = ++row_;
    if (row_ == kHeaderRow) {
      for (const auto& name : columns_.names) cells.push_back({name, CellKind::kText});
      return true;
    }
    while (collector_->rows.empty()) {
      MC_ASSIGN(const bool more, pump_->step());
      if (!more && collector_->rows.empty()) return false;
    }
    current_ = std::move(collector_->rows.front());
    collector_->rows.pop_front();
    for (const auto& value : current_.values) cells.push_back({value.text, value.kind});
    return true;
  }
  [[nodiscard]] double progress() const override { return pump_->progress(); }

 private:
  base::Status rewind() {
    MC_ASSIGN(TextFile text, openText(file_));
    collector_.emplace(limits_, columns_, shape_, true);
    pump_.emplace(std::move(text), *collector_, blockBytes_);
    return {};
  }

  std::shared_ptr<const FileBytes> file_;
  ReadLimits limits_;
  std::size_t blockBytes_;
  TableInfo info_;
  Columns columns_;
  Shape shape_ = Shape::kUnknown;
  std::optional<Collector> collector_;
  std::optional<Pump> pump_;
  std::int64_t row_ = 0;
  JsonRow current_;
};

}  // namespace

base::Result<std::unique_ptr<TableReader>> openJson(std::shared_ptr<const FileBytes> file, const ReadLimits& limits,
                                                    std::size_t blockBytes) {
  auto reader = std::make_unique<JsonReader>(std::move(file), limits, blockBytes);
  MC_TRY(reader->survey());
  return std::unique_ptr<TableReader>(std::move(reader));
}

}  // namespace medcredit::formats

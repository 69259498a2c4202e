#include "store/sqlite/row_feed.h"

#include <string>

namespace medcredit::store::sqlite {

void RowFeed::show(std::size_t columns, std::size_t count, const RowFill& fill) {
  columns_ = columns;
  count_ = count;
  fill_ = &fill;
  error_.reset();
  findFixed();
}

void RowFeed::findFixed() {
  const auto sameText = [](std::string_view a, std::string_view b) {
    return a.size() == b.size() && (a.data() == b.data() || a == b);
  };
  toRow(0);
  for (std::size_t i = 0; i < columns_; ++i) {
    fixed_[i] = true;
    first_[i] = row_[i];
    if (auto* text = std::get_if<std::string_view>(&first_[i])) *text = texts_[i] = *text;
    if (auto* blob = std::get_if<BlobView>(&first_[i])) blob->bytes = texts_[i] = blob->bytes;
  }
  for (std::size_t row = 1; row < count_; ++row) {
    toRow(row);
    for (std::size_t i = 0; i < columns_; ++i) {
      if (!fixed_[i]) continue;
      const Value &a = first_[i], &b = row_[i];
      fixed_[i] = a.index() == b.index();
      if (!fixed_[i]) continue;
      if (const auto* number = std::get_if<std::int64_t>(&a)) fixed_[i] = *number == std::get<std::int64_t>(b);
      if (const auto* text = std::get_if<std::string_view>(&a))
        fixed_[i] = sameText(*text, std::get<std::string_view>(b));
      if (const auto* blob = std::get_if<BlobView>(&a)) fixed_[i] = sameText(blob->bytes, std::get<BlobView>(b).bytes);
    }
  }
}

void RowFeed::toRow(std::size_t index) {
  at_ = index;
  if (index < count_) (*fill_)(index, std::span(row_).first(columns_));
}

int RowFeed::column(sqlite3_context* to, std::size_t column) {
  const Value& value = row_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sqlite3_result_int64(to, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (text->find('\0') != std::string_view::npos) {
      error_ = base::fail("STOR-0011", {{"detail", "NUL"}, {"value", std::string(text->substr(0, text->find('\0')))}});
      return SQLITE_ERROR;
    }
    sqlite3_result_text64(to, text->empty() ? "" : text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<BlobView>(&value)) {
    // A null pointer would be NULL; an empty blob is a value.
    sqlite3_result_blob64(to, blob->bytes.empty() ? "" : blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
  } else {
    sqlite3_result_null(to);
  }
  return SQLITE_OK;
}

/// The callbacks of the virtual table. One statement reads it at a time, so the feed itself holds the position.
struct RowFeedModule {
  struct Table : sqlite3_vtab {
    RowFeed* feed = nullptr;
  };
  static RowFeed& feedOf(sqlite3_vtab_cursor* cursor) { return *static_cast<Table*>(cursor->pVtab)->feed; }

  static int connect(sqlite3* db, void* feed, int, const char* const*, sqlite3_vtab** out, char**) {
    std::string columns;
    for (std::size_t i = 0; i < RowFeed::kMaxColumns; ++i) columns += (i == 0 ? "c" : ", c") + std::to_string(i);
    const int code = sqlite3_declare_vtab(db, ("CREATE TABLE mc_rows (" + columns + ")").c_str());
    if (code != SQLITE_OK) return code;
    auto table = std::make_unique<Table>();
    table->feed = static_cast<RowFeed*>(feed);
    *out = table.release();
    return SQLITE_OK;
  }
  static int disconnect(sqlite3_vtab* table) {
    const std::unique_ptr<Table> ending(static_cast<Table*>(table));
    return SQLITE_OK;
  }
  static int bestIndex(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }
  static int open(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
    *out = std::make_unique<sqlite3_vtab_cursor>().release();
    return SQLITE_OK;
  }
  static int close(sqlite3_vtab_cursor* cursor) {
    const std::unique_ptr<sqlite3_vtab_cursor> ending(cursor);
    return SQLITE_OK;
  }
  static int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    feedOf(cursor).toRow(0);
    return SQLITE_OK;
  }
  static int next(sqlite3_vtab_cursor* cursor) {
    RowFeed& feed = feedOf(cursor);
    feed.toRow(feed.at_ + 1);
    return SQLITE_OK;
  }
  static int eof(sqlite3_vtab_cursor* cursor) { return feedOf(cursor).at_ >= feedOf(cursor).count_ ? 1 : 0; }
  static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* to, int index) {
    return feedOf(cursor).column(to, static_cast<std::size_t>(index));
  }
  static int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* out) {
    *out = static_cast<sqlite3_int64>(feedOf(cursor).at_);
    return SQLITE_OK;
  }

  /// Without xCreate the table exists under its name on every connection that has the module, and only there.
  static const sqlite3_module& module() {
    static const sqlite3_module kModule = [] {
      sqlite3_module m{};
      m.xConnect = connect;
      m.xBestIndex = bestIndex;
      m.xDisconnect = disconnect;
      m.xOpen = open;
      m.xClose = close;
      m.xFilter = filter;
      m.xNext = next;
      m.xEof = eof;
      m.xColumn = column;
      m.xRowid = rowid;
      return m;
    }();
    return kModule;
  }
};

int RowFeed::attach(sqlite3* db) {
  return sqlite3_create_module_v2(db, "mc_rows", &RowFeedModule::module(), this, nullptr);
}

}  // namespace medcredit::store::sqlite

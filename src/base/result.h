// Result<T>: expected failures as values at every module boundary.
//
// A failure is an Error: a stable code ("COLL-0007"), the named arguments its Chinese text needs and
// the place it concerns. The text itself lives in one catalogue (domain/messages.h), so that code,
// CLI and API always say the same thing. Exceptions are left to bugs and broken machines.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace medcredit::base {

/// One named argument of an error text, e.g. {"field", "处罚决定日期"}.
struct ErrorArg {
  std::string name;
  std::string value;
};

/// An expected failure. `code` is stable over releases and has a text in the message catalogue.
struct Error {
  std::string code;            ///< e.g. "FILE-0003"
  std::vector<ErrorArg> args;  ///< values for the placeholders {name} of the text
  std::string place;           ///< file:line:column, row/field or object id; empty when none

  Error() = default;
  explicit Error(std::string errorCode, std::vector<ErrorArg> errorArgs = {}, std::string errorPlace = {})
      : code(std::move(errorCode)), args(std::move(errorArgs)), place(std::move(errorPlace)) {}

  /// Value of the named argument, empty when it is missing.
  [[nodiscard]] std::string_view arg(std::string_view name) const {
    for (const auto& a : args) {
      if (a.name == name) return a.value;
    }
    return {};
  }
};

/// Either a value or an Error. Accessing the wrong alternative is a bug and throws
/// std::bad_variant_access.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

/// Result of an act that yields nothing.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT: implicit by design

  [[nodiscard]] bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  [[nodiscard]] const Error& error() const& { return error_; }
  [[nodiscard]] Error&& error() && { return std::move(error_); }

 private:
  Error error_;
  bool ok_ = true;
};

using Status = Result<void>;

/// Short form for building a failure: `return fail("STOR-0001", {{"path", p}});`
[[nodiscard]] inline Error fail(std::string code, std::vector<ErrorArg> args = {}, std::string place = {}) {
  return Error(std::move(code), std::move(args), std::move(place));
}

}  // namespace medcredit::base

/// Propagates a failure to the caller. Usage: MC_TRY(status());
#define MC_TRY(expr)                                              \
  do {                                                            \
    auto mcTryResult = (expr);                                    \
    if (!mcTryResult.ok()) return std::move(mcTryResult).error(); \
  } while (false)

#define MC_CONCAT_INNER(a, b) a##b
#define MC_CONCAT(a, b) MC_CONCAT_INNER(a, b)
#define MC_ASSIGN_IMPL(tmp, lhs, expr)          \
  auto tmp = (expr);                            \
  if (!tmp.ok()) return std::move(tmp).error(); \
  lhs = std::move(tmp).value()
/// Unwraps a Result or returns its failure. Usage: MC_ASSIGN(auto batch, loadBatch(id));
#define MC_ASSIGN(lhs, expr) MC_ASSIGN_IMPL(MC_CONCAT(mcResult, __LINE__), lhs, expr)

// Bytes of a connection between the socket and whoever reads them.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace medcredit::http {

/// Bytes received and not used yet. Views into it last until the next fill.
class Inbox {
 public:
  [[nodiscard]] std::string_view view() const { return {data_.data() + from_, to_ - from_}; }
  void consume(std::size_t count) {
    from_ += count;
    if (from_ == to_) from_ = to_ = 0;
  }
  /// Room for more bytes, at least `count`.
  [[nodiscard]] std::span<char> space(std::size_t count) {
    if (data_.size() - to_ < count) {
      if (from_ > 0) std::memmove(data_.data(), data_.data() + from_, to_ - from_);
      to_ -= from_;
      from_ = 0;
      if (data_.size() - to_ < count) data_.resize(to_ + count);
    }
    return {data_.data() + to_, data_.size() - to_};
  }
  void filled(std::size_t count) { to_ += count; }

 private:
  std::vector<char> data_;
  std::size_t from_ = 0, to_ = 0;
};

}  // namespace medcredit::http

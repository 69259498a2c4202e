// Two-dimensional codes by libqrencode behind this header.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace medcredit::formats {

/// Dark modules of a QR code (GB/T 18284), row by row; error correction level M.
struct QrCode {
  std::size_t side = 0;  ///< 0: the text is too long
  std::vector<bool> dark;
  [[nodiscard]] bool at(std::size_t row, std::size_t column) const { return dark[row * side + column]; }
};
[[nodiscard]] QrCode qrCode(std::string_view text);

}  // namespace medcredit::formats

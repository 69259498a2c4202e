#include "formats/qr.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace medcredit::formats {

QrCode qrCode(std::string_view text) {
  QrCode out;
  const std::string copy(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(copy.c_str(), 0, QR_ECLEVEL_M),
                                                             &QRcode_free);
  if (!code || code->width <= 0) return out;
  out.side = static_cast<std::size_t>(code->width);
  out.dark.resize(out.side * out.side);
  for (std::size_t i = 0; i < out.dark.size(); ++i) out.dark[i] = (code->data[i] & 1U) != 0;
  return out;
}

}  // namespace medcredit::formats

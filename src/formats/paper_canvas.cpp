#include "formats/paper_canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <numbers>
#include <vector>

#include "base/utf8.h"

namespace medcredit::formats {

namespace {

/// Owned handles of the C libraries.
template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Drawing = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, Freed<cairo_font_options_destroy>>;
using Iter = std::unique_ptr<PangoLayoutIter, Freed<pango_layout_iter_free>>;
using FontDescription = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;
using Attributes = std::unique_ptr<PangoAttrList, Freed<pango_attr_list_unref>>;
struct Unref {
  template <class T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;
using TextContext = std::unique_ptr<PangoContext, Unref>;
using FontMap = std::unique_ptr<PangoFontMap, Unref>;

constexpr double kPointsPerTenth = 72.0 / 254.0;  ///< of a millimetre

cairo_status_t append(void* into, const unsigned char* data, unsigned int length) {
  auto* out = static_cast<std::string*>(into);
  for (unsigned int i = 0; i < length; ++i) out->push_back(static_cast<char>(data[i]));
  return CAIRO_STATUS_SUCCESS;
}

int units(double points) { return static_cast<int>(points * PANGO_SCALE); }
double points(int pangoUnits) { return static_cast<double>(pangoUnits) / PANGO_SCALE; }

bool hasFamily(PangoFontMap* map, const std::string& name) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(map, &families, &count);
  bool found = false;
  for (int i = 0; i < count; ++i) found = found || name == pango_font_family_get_name(families[i]);
  g_free(families);
  return found;
}

PangoAlignment alignmentOf(Align align) {
  if (align == Align::kCentre) return PANGO_ALIGN_CENTER;
  return align == Align::kRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

}  // namespace

struct SetText::Impl {
  Layout layout;
  Colour colour;
  /// Line with its natural extents; the layout keeps it alive.
  struct Line {
    PangoLayoutLine* line = nullptr;
    double x = 0, top = 0, height = 0, baseline = 0;
  };
  std::vector<Line> lines;
};

SetText::SetText(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SetText::~SetText() = default;
SetText::SetText(SetText&&) noexcept = default;
SetText& SetText::operator=(SetText&&) noexcept = default;

int SetText::lines() const { return static_cast<int>(impl_->lines.size()); }
double SetText::lineHeight() const { return impl_->lines.empty() ? 0 : impl_->lines.front().height; }
double SetText::height() const {
  double sum = 0;
  for (const auto& line : impl_->lines) sum += line.height;
  return sum;
}
double SetText::widest() const {
  PangoRectangle logical;
  pango_layout_get_extents(impl_->layout.get(), nullptr, &logical);
  return points(logical.width);
}

struct Canvas::Impl {
  jurisdiction::PaperLayout layout;
  std::string bytes;
  Surface surface;
  Drawing drawing;
  FontMap fonts;
  TextContext text;
  std::set<char32_t> missing;  ///< characters without a glyph

  void colour(Colour c) const { cairo_set_source_rgb(drawing.get(), c.red, c.green, c.blue); }
  void noteMissing(PangoLayout* layout);
};

void Canvas::Impl::noteMissing(PangoLayout* set) {
  if (pango_layout_get_unknown_glyphs_count(set) == 0) return;
  const Iter iter(pango_layout_get_iter(set));
  do {
    const auto* run = pango_layout_iter_get_run_readonly(iter.get());
    if (run == nullptr) continue;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      const auto glyph = run->glyphs->glyphs[i].glyph;
      if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0U) {
        missing.insert(static_cast<char32_t>(glyph & ~static_cast<PangoGlyph>(PANGO_GLYPH_UNKNOWN_FLAG)));
      }
    }
  } while (pango_layout_iter_next_run(iter.get()) != 0);
}

Canvas::Canvas(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;

base::Result<Canvas> Canvas::open(const jurisdiction::PaperLayout& layout, const FileFacts& facts) {
  auto impl = std::make_unique<Impl>();
  impl->layout = layout;
  impl->fonts.reset(pango_cairo_font_map_new());
  for (const auto& family : {layout.serif, layout.sans}) {
    if (!hasFamily(impl->fonts.get(), family)) return base::fail("PAPR-0030", {{"font", family}});
  }
  impl->surface.reset(cairo_pdf_surface_create_for_stream(&append, &impl->bytes, layout.pageWidth * kPointsPerTenth,
                                                          layout.pageHeight * kPointsPerTenth));
  auto* surface = impl->surface.get();
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, facts.author.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, facts.subject.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, facts.keywords.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "MedCredit");
  // The day of the paper, not of the printing: the same paper is the same file.
  const std::string moment = facts.date + "T00:00:00+08:00";
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, moment.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, moment.c_str());
  impl->drawing.reset(cairo_create(surface));
  impl->text.reset(pango_font_map_create_context(impl->fonts.get()));
  pango_cairo_context_set_resolution(impl->text.get(), 72);
  const FontOptions options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(impl->text.get(), options.get());
  pango_context_set_language(impl->text.get(), pango_language_from_string("zh-CN"));
  pango_context_set_base_dir(impl->text.get(), PANGO_DIRECTION_LTR);
  return Canvas(std::move(impl));
}

SetText Canvas::set(std::string_view text, const TextStyle& style, double width) {
  auto out = std::make_unique<SetText::Impl>();
  out->colour = style.colour;
  out->layout.reset(pango_layout_new(impl_->text.get()));
  auto* layout = out->layout.get();
  const FontDescription font(pango_font_description_new());
  pango_font_description_set_family(font.get(), (style.sans ? impl_->layout.sans : impl_->layout.serif).c_str());
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font.get());
  if (style.spacing != 0) {
    const Attributes attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(units(style.spacing)));
    pango_layout_set_attributes(layout, attributes.get());
  }
  pango_layout_set_auto_dir(layout, 0);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0) pango_layout_set_width(layout, units(width));
  pango_layout_set_indent(layout, units(style.indent));
  pango_layout_set_alignment(layout, alignmentOf(style.align));
  pango_layout_set_justify(layout, style.align == Align::kJustify ? 1 : 0);
  impl_->noteMissing(layout);
  const Iter iter(pango_layout_get_iter(layout));
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
    out->lines.push_back({pango_layout_iter_get_line_readonly(iter.get()), points(logical.x), points(logical.y),
                          points(logical.height), points(pango_layout_iter_get_baseline(iter.get()) - logical.y)});
  } while (pango_layout_iter_next_line(iter.get()) != 0);
  return SetText(std::move(out));
}

void Canvas::line(const SetText& text, int line, double x, double y, double height) {
  const auto& one = text.impl_->lines.at(static_cast<std::size_t>(line));
  const double lead = height > 0 ? (height - one.height) / 2 : 0;
  impl_->colour(text.impl_->colour);
  cairo_move_to(impl_->drawing.get(), x + one.x, y + lead + one.baseline);
  pango_cairo_show_layout_line(impl_->drawing.get(), one.line);
}

void Canvas::all(const SetText& text, double x, double y) {
  for (int i = 0; i < text.lines(); ++i) {
    line(text, i, x, y);
    y += text.impl_->lines[static_cast<std::size_t>(i)].height;
  }
}

void Canvas::rule(double x, double y, double width, double thickness, Colour colour) {
  impl_->colour(colour);
  cairo_rectangle(impl_->drawing.get(), x, y - thickness / 2, width, thickness);
  cairo_fill(impl_->drawing.get());
}

void Canvas::upright(double x, double y, double height, double thickness) {
  impl_->colour(kBlack);
  cairo_rectangle(impl_->drawing.get(), x - thickness / 2, y, thickness, height);
  cairo_fill(impl_->drawing.get());
}

void Canvas::fill(double x, double y, double width, double height, double grey) {
  impl_->colour({grey, grey, grey});
  cairo_rectangle(impl_->drawing.get(), x, y, width, height);
  cairo_fill(impl_->drawing.get());
}

void Canvas::circle(double x, double y, double radius, Colour colour) {
  constexpr double kDash = 3;
  impl_->colour(colour);
  cairo_set_line_width(impl_->drawing.get(), 0.6);
  cairo_set_dash(impl_->drawing.get(), &kDash, 1, 0);
  cairo_new_sub_path(impl_->drawing.get());
  cairo_arc(impl_->drawing.get(), x, y, radius, 0, 2 * std::numbers::pi);
  cairo_stroke(impl_->drawing.get());
  cairo_set_dash(impl_->drawing.get(), nullptr, 0, 0);
}

void Canvas::square(const QrCode& code, double x, double y, double side) {
  if (code.side == 0) return;
  const double module = side / static_cast<double>(code.side);
  impl_->colour(kBlack);
  for (std::size_t row = 0; row < code.side; ++row) {
    for (std::size_t column = 0; column < code.side; ++column) {
      if (!code.at(row, column)) continue;
      cairo_rectangle(impl_->drawing.get(), x + static_cast<double>(column) * module,
                      y + static_cast<double>(row) * module, module, module);
    }
  }
  cairo_fill(impl_->drawing.get());
}

void Canvas::nextPage() { cairo_show_page(impl_->drawing.get()); }

base::Result<std::string> Canvas::finish() {
  if (!impl_->missing.empty()) {
    std::string characters;
    for (const auto c : impl_->missing) base::appendUtf8(characters, c);
    return base::fail("PAPR-0031", {{"characters", characters}});
  }
  impl_->drawing.reset();
  cairo_surface_finish(impl_->surface.get());
  const auto status = cairo_surface_status(impl_->surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return base::fail("PAPR-0032", {{"detail", cairo_status_to_string(status)}});
  return std::move(impl_->bytes);
}

}  // namespace medcredit::formats

// The blank collection template (信用数据模板).
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "formats/table_writer.h"
#include "formats/xlsx_output.h"
#include "formats/xlsx_sheet.h"

namespace medcredit::formats {

namespace {

constexpr const char* kRulesSheet = "填写说明";
constexpr const char* kChoicesSheet = "选项";
constexpr lxw_row_t kFirstDataRow = 1;
constexpr lxw_row_t kExampleRow = 1;
// Excel's own limits of the input message.
constexpr std::size_t kMaxPromptTitle = 30;
constexpr std::size_t kMaxPrompt = 250;

/// Width of a column in characters: Chinese characters are two wide.
double widthFor(std::string_view header) {
  std::size_t width = 4;
  for (const char c : header) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) width += 1;
    if (byte >= 0xC0) width += 2;
  }
  return static_cast<double>(std::clamp<std::size_t>(width, 12, 40));
}

/// lxw structs take char* although they only read.
char* text(const std::string& s) { return const_cast<char*>(s.c_str()); }  // NOLINT: C interface

class TemplateWriter {
 public:
  TemplateWriter(const TemplateSpec& spec, XlsxOutput& output) : spec_(spec), output_(output) {
    text_ = output_.textFormat();
    header_ = styled(0xDDEBF7, 0x000000, true);
    required_ = styled(0xDDEBF7, 0xC00000, true);
    example_ = output_.textFormat();
    format_set_italic(example_);
    format_set_font_color(example_, 0x808080);
    wrapped_ = output_.textFormat();
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  }

  void write() {
    lxw_worksheet* data = output_.addSheet(spec_.title);
    lxw_worksheet* rules = output_.addSheet(kRulesSheet);
    lxw_worksheet* choices = nullptr;
    if (std::any_of(spec_.columns.begin(), spec_.columns.end(), [](const auto& c) { return !c.choices.empty(); })) {
      choices = output_.addSheet(kChoicesSheet);
      worksheet_hide(choices);
    }
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
      writeColumn(data, static_cast<lxw_col_t>(i), spec_.columns[i]);
      addValidation(data, choices, static_cast<lxw_col_t>(i), spec_.columns[i]);
    }
    worksheet_freeze_panes(data, 1, 0);
    worksheet_activate(data);
    writeRules(rules);
  }

 private:
  lxw_format* styled(lxw_color_t fill, lxw_color_t font, bool bold) {
    lxw_format* format = output_.textFormat();
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_bg_color(format, fill);
    format_set_font_color(format, font);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_CENTER);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (bold) format_set_bold(format);
    return format;
  }

  /// Header exactly as the catalogue names the field (a required one is red: a mark in the text would change the name),
  /// text format down the whole column, one example.
  void writeColumn(lxw_worksheet* sheet, lxw_col_t column, const TemplateColumn& spec) {
    worksheet_set_column(sheet, column, column, widthFor(spec.header), text_);
    XlsxOutput::writeText(sheet, 0, column, spec.header, spec.required ? required_ : header_);
    const std::string shown = (column == 0 ? std::string(kExampleMark) : std::string()) + spec.example;
    if (!shown.empty()) {
      XlsxOutput::writeText(sheet, kExampleRow, column, cutText(shown, kMaxCellCharacters), example_);
    }
  }

  /// Drop-downs point to a hidden sheet: lists in place are limited to 255 characters and cannot hold commas. A value
  /// outside the list warns but may stay: several values and open lists are judged on import.
  void addValidation(lxw_worksheet* sheet, lxw_worksheet* choices, lxw_col_t column, const TemplateColumn& spec) {
    if (spec.choices.empty() && spec.note.empty()) return;
    lxw_data_validation validation{};
    const std::string title = cutText(spec.header, kMaxPromptTitle);
    const std::string note = cutText((spec.required ? "必填。" : "") + spec.note, kMaxPrompt);
    std::string formula;
    validation.validate = LXW_VALIDATION_TYPE_ANY;
    validation.ignore_blank = LXW_VALIDATION_ON;
    validation.show_input = LXW_VALIDATION_ON;
    validation.input_title = text(title);
    validation.input_message = text(note);
    if (!spec.choices.empty()) {
      for (std::size_t i = 0; i < spec.choices.size(); ++i) {
        XlsxOutput::writeText(choices, i, column, spec.choices[i], text_);
      }
      const std::string name = columnName(column);
      formula =
          std::string("=") + kChoicesSheet + "!$" + name + "$1:$" + name + "$" + std::to_string(spec.choices.size());
      validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      validation.value_formula = text(formula);
      validation.dropdown = LXW_VALIDATION_ON;
      validation.show_error = LXW_VALIDATION_ON;
      validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    }
    worksheet_data_validation_range(sheet, kFirstDataRow, column, LXW_ROW_MAX - 1, column, &validation);
  }

  void writeRules(lxw_worksheet* sheet) {
    worksheet_set_column(sheet, 0, 0, 30, wrapped_);
    worksheet_set_column(sheet, 1, 1, 10, wrapped_);
    worksheet_set_column(sheet, 2, 3, 60, wrapped_);
    lxw_row_t row = 0;
    const auto line = [&](lxw_format* format, std::initializer_list<std::string> cells) {
      lxw_col_t column = 0;
      for (const auto& cell : cells) {
        if (!cell.empty()) {
          XlsxOutput::writeText(sheet, row, column, cutText(cell, kMaxCellCharacters), format);
        }
        ++column;
      }
      ++row;
    };
    line(header_, {spec_.title});
    for (const auto& rule : spec_.rules) line(wrapped_, {rule});
    ++row;
    line(header_, {"字段", "是否必填", "填写要求", "可选值"});
    for (const auto& column : spec_.columns) {
      std::string choices;
      for (const auto& choice : column.choices) choices += (choices.empty() ? "" : "、") + choice;
      line(wrapped_, {column.header, column.required ? "必填" : "", column.note, choices});
    }
  }

  const TemplateSpec& spec_;
  XlsxOutput& output_;
  lxw_format* text_;
  lxw_format* header_;
  lxw_format* required_;
  lxw_format* example_;
  lxw_format* wrapped_;
};

}  // namespace

base::Status writeTemplate(const TemplateSpec& spec, const std::filesystem::path& target) {
  if (target.extension() != ".xlsx") {
    return base::fail("FILE-0050", {{"extension", target.extension().string()}});
  }
  MC_ASSIGN(auto output, XlsxOutput::create(target, false));
  TemplateWriter(spec, *output).write();
  return output->finish();
}

}  // namespace medcredit::formats

#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {

constexpr std::string_view kDefault = "默认值（依据未规定）";

// code, text, basis, remedy
constexpr std::array kMessages{
    Message{"FILE-0001", "文件“{path}”打不开或读取失败：{reason}", "", "请检查文件名、位置和权限后重试"},
    Message{"FILE-0002", "文件是空的，没有任何内容", "", "请确认文件已填写并保存，重新选择文件"},
    Message{"FILE-0003", "这个文件实际是{kind}，不是可以导入的表格", kDefault,
            "请在 Excel 或 WPS 中打开，另存为 .xlsx 或 CSV（UTF-8）后再导入；只改扩展名不起作用"},
    Message{"FILE-0004", "压缩结构损坏或不完整：{detail}", "", "文件可能没有传完或保存时出错，请重新保存、重新传送"},
    Message{"FILE-0005", "文件设有密码，无法读取", "", "请在 Excel 或 WPS 中取消打开密码后另存再导入"},
    Message{"FILE-0006", "文件“{path}”写入失败：{reason}", "", "请检查磁盘空间和文件夹权限后重试；原有文件未被改动"},
    Message{"FILE-0007", "工作簿里没有可见且有内容的工作表", "", "请取消隐藏要报送的工作表，或确认数据已填写"},
    Message{"FILE-0008", "工作簿缺少必需的部件“{part}”", "ECMA-376", "请在 Excel 或 WPS 中打开并另存为 .xlsx 后再导入"},
    Message{"FILE-0010", "第 {offset} 字节起不是 UTF-8、UTF-16 或 GB18030 编码的文字", "GB 18030-2022",
            "请在 Excel 或 WPS 中另存为“CSV UTF-8”后再导入"},
    Message{"FILE-0011", "第 {offset} 字节处有空字符（NUL），文件不是文本或已损坏", "",
            "请重新导出为 CSV（UTF-8）或 .xlsx 后再导入"},
    Message{"FILE-0012", "文件里混用了两种编码（UTF-8 与 GBK），从第 {offset} 字节附近开始不一致", kDefault,
            "请不要直接拼接不同来源的文件，分别导入，或在 Excel 中合并后另存为“CSV UTF-8”"},
    Message{"FILE-0013", "第 {row} 行的双引号不配对", "RFC 4180",
            "请检查该行：含逗号、引号或换行的内容须整体用双引号括起，内部的引号写两遍"},
    Message{"FILE-0014", "第 {row} 行过长，超过 {limit} 字节", kDefault,
            "请检查该行是否混入了其他内容；常见原因是双引号不配对"},
    Message{"FILE-0020", "数据行数超过上限 {limit} 行", kDefault, "请把文件按时间或科室拆分后分别导入"},
    Message{"FILE-0021", "第 {row} 行的列数超过上限 {limit} 列", kDefault, "请删除多余的列，按模板整理后再导入"},
    Message{"FILE-0022", "第 {row} 行第 {column} 列的内容超过单元格上限 {limit} 字节", kDefault,
            "请检查该单元格是否误粘贴了大段内容，CSV 文件还请检查双引号是否配对"},
    Message{"FILE-0023", "文件解压后的内容超过上限 {limit} MB", kDefault, "请拆分文件后分别导入"},
    Message{"FILE-0024", "文件的压缩比达到 {ratio} 倍，疑似恶意压缩文件，已停止读取", kDefault,
            "请确认文件来源；正常文件请另存为 CSV（UTF-8）后再导入"},
    Message{"FILE-0025", "压缩结构可疑，已拒绝读取：{detail}", kDefault,
            "请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后再导入"},
    Message{"FILE-0026", "工作簿的共享文本超过上限 {limit} MB", kDefault, "请另存为 CSV（UTF-8）后再导入，或拆分文件"},
    Message{"FILE-0027", "工作簿的第 {index} 条共享文本超过单元格上限 {limit} 字节", kDefault,
            "请检查是否有单元格误粘贴了大段内容"},
    Message{"FILE-0030", "文件的 XML 带有文档类型声明（DOCTYPE），可能引用外部内容，已拒绝读取", kDefault,
            "请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后再导入"},
    Message{"FILE-0031", "工作簿部件“{part}”第 {line} 行的 XML 格式错误（{reason}）", "ECMA-376",
            "请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后再导入"},
    Message{"FILE-0032", "工作簿部件“{part}”过大、嵌套过深或属性过多，已拒绝读取", kDefault,
            "请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后再导入"},
    Message{"FILE-0033", "工作表第 {row} 行的单元格位置错乱或重复", "ECMA-376",
            "请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后再导入"},
    Message{"FILE-0034", "工作表第 {row} 行引用了不存在的共享文本", "ECMA-376",
            "请在 Excel 或 WPS 中打开并另存为新的 .xlsx 后再导入"},
    Message{"FILE-0040", "JSON 在第 {row} 行记录附近有语法错误", "RFC 8259",
            "请用导出该文件的系统重新生成，或改用模板报送"},
    Message{"FILE-0041", "第 {row} 行的“{key}”是嵌套的对象或数组，表格的每一格只能是一个值", kDefault,
            "请把嵌套内容拆成单独的字段"},
    Message{"FILE-0042", "JSON 的内容不是表格", kDefault,
            "须是对象数组，或 rows、records 为对象数组的对象，或每行一个对象"},
    Message{"FILE-0043", "同一条记录里字段“{key}”出现了两次", "RFC 8259", "请删除重复的字段"},
    Message{"FILE-0050", "不支持写成“{extension}”文件", "", "输出文件的扩展名须是 .xlsx 或 .csv"},
    Message{"FILE-0052", "第 {row} 行第 {column} 列写不进工作簿：超过 Excel 的行列数或单元格 32767 个字符的上限",
            "ECMA-376", "请改为输出 .csv 文件，或缩小范围分次输出"},
    Message{"FILE-0051", "标注结果不能覆盖原文件“{path}”", "", "请另选一个输出文件名"},
};
}  // namespace

std::span<const Message> fileMessages() { return kMessages; }

}  // namespace medcredit::domain

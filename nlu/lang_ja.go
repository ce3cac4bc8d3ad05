package nlu

import (
	"strings"
	"time"
)

func japanese() *language {
	small, _ := smallNumbers("〇/零/ゼロ 一 二 三 四 五 六 七 八 九", nil)
	months := make(map[string]int)
	for n, name := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"} {
		months[phraseKey(name+"月")] = n + 1
		months[phraseKey(formatInt(int64(n+1))+"月")] = n + 1
	}
	ask := "(聞いて|きいて|聞いてみて|尋ねて|たずねて|頼んで|伝えて|つたえて|言って|いって|調べて|教えて|お願い|お願いして)"
	v := strings.NewReplacer("{ask}", ask)
	return &language{
		and: set("と や か も"),
		before: anyOf(`
			(アレクサ|アマゾン|エコー|コンピューター|コンピュータ|alexa|amazon|echo|computer)
			(ねえ|ねぇ|えーと|ええと|えっと|あの|じゃあ|では)`),
		after: anyOf(`
			[を|で|が] (ください|下さい|お願い [します]|ちょうだい|頼む)
			(です|だ|ね|よ) [ね]
			(を|が) (いいです|いい|欲しいです|欲しい|ほしい)`),
		numerals:    numerals{small: small, longest: 1, reader: kanjiNumbers, minus: set("マイナス"), point: set("点"), group: ',', decimal: '.'},
		ordinalEnds: anyOf("番目\nつ目\n番\n回目\n個目"),
		months:      months,
		weekdays:    listed(0, "日曜日/日曜/にちようび 月曜日/月曜/げつようび 火曜日/火曜/かようび 水曜日/水曜/すいようび 木曜日/木曜/もくようび 金曜日/金曜/きんようび 土曜日/土曜/どようび"),
		seasons:     listed(0, "春/はる 夏/なつ 秋/あき 冬/ふゆ"),
		units:       listed(0, "秒/秒間 分/分間 時間 日/日間 週間/週 - か月/ヶ月/ヵ月/カ月/ケ月/か月間/ヶ月間/ヵ月間 年/年間 -"),
		parts:       listed(0, "朝/今朝/午前 昼/お昼/午後/昼過ぎ 夕方/晩/今晩 夜/今夜/深夜"),
		halves:      listed(0, "午前/午前中/朝/朝の/今朝/今朝の 午後/昼の/夕方/夕方の/お昼の 夜/夜の/今夜/今夜の/深夜"),
		dates: []rule{
			means("今\n今すぐ", presentRef),
			means("今日\nきょう\n本日\n今(朝|夜|晩)", day(0)), means("明日\nあした\nあす", day(1)), means("昨日\nきのう", day(-1)), means("明後日\nあさって", day(2)), means("一昨日\nおととい", day(-2)),
			means("[今週の] {weekday}\n今度の {weekday}", weekdayOn(0)), means("次の {weekday}", weekdayOn(1)), means("来週の {weekday}", weekdayIn(1)), means("先週の {weekday}", weekdayIn(-1)),
			means("[{year} 年] [の] {month} {day} 日 [の] [{weekday}]\n{day} 日", dayOfMonth),
			means("今週", week(0)), means("来週", week(1)), means("再来週", week(2)), means("先週", week(-1)),
			means("[今] 週末\n[今週の] 週末", weekend(0)), means("来週末\n来週の週末", weekend(1)), means("先週末\n先週の週末", weekend(-1)),
			means("今月", month(0)), means("来月", month(1)), means("再来月", month(2)), means("先月", month(-1)),
			means("今四半期", quarter(0)), means("来四半期", quarter(1)), means("前四半期", quarter(-1)),
			means("今年\nことし", year(0)), means("来年", year(1)), means("再来年", year(2)), means("去年\n昨年", year(-1)),
			means("[今年の|この] {season}\n{year} 年の {season}", season(0)), means("来年の {season}", season(1)), means("去年の {season}", season(-1)),
			means("[{year} 年] [の] {month}", monthOf), means("{year} 年", yearOf),
			means("{num} {unit} 後", away(1)), means("{num} {unit} 前", away(-1)),
			means("クリスマス", fixedDay(time.December, 25)), means("クリスマスイブ", fixedDay(time.December, 24)), means("大晦日", fixedDay(time.December, 31)), means("(元日|元旦)", fixedDay(time.January, 1)),
		},
		times: []rule{
			means("今", currentTime), means("正午", at(12, 0)), means("真夜中", at(0, 0)), means("{part}", partOfDay),
			means("[{half}] {hour} 時 [ちょうど]\n[{half}] {hour} 時 {min} 分", onTheHour(0)), means("[{half}] {clock}", clockFace),
			means("[{half}] {hour} 時半", onTheHour(30)), means("[{half}] {hour} 時 {min} 分前", beforeTheHour(0)),
		},
		durations: []durationRule{
			lasts("{num} {unit}", counted(0)), lasts("{num} {unit} 半", counted(2)), lasts("半 {unit}", quartersOf(2)),
		},
		joins: anyOf("と"),
		intents: table(`
			CancelIntent: キャンセル [して], やめる, 取り消し, 取り消して, やっぱりいい, 忘れて
			HelpIntent: ヘルプ, 助けて, 使い方, 使い方を教えて, 何ができる [の], 何ができますか, どうすればいい [の], 手伝って
			LoopOffIntent: ループ (オフ|を止めて|を解除 [して]|解除), リピート (オフ|を止めて|解除)
			LoopOnIntent: ループ [オン|して|再生], リピート (オン|再生)
			MoreIntent: もっと [見せて|見る|教えて], 続きを (見せて|見る|教えて), 詳しく [教えて]
			NavigateHomeIntent: ホーム, ホーム画面, ホーム (に戻って|へ|に戻る), ホーム画面に戻って
			NavigateSettingsIntent: 設定, 設定を (開いて|見せて)
			NextIntent: 次 [へ|に|は], 次の [曲|ページ], 次に進んで, スキップ [して], 飛ばして, 進んで
			NoIntent: いいえ, いや, いいや, ううん, ちがう, 違う, 違います, いらない, いりません, ノー, 結構です, だめ, やめておく, ない
			PageDownIntent: ページ (ダウン|を下げて), 下のページ
			PageUpIntent: ページ (アップ|を上げて), 上のページ
			PauseIntent: 一時停止 [して], ポーズ, 止めておいて, ちょっと待って
			PreviousIntent: 前 [へ|に|の], 前の (曲|ページ), 前に戻って, 戻って, 戻る, もどって
			RepeatIntent: もう一度, もう一回, もういちど, もういっかい, もう一度言って, もう一回言って, 繰り返して, リピート, 何て言った [の]
			ResumeIntent: 再開 [して], 続けて, つづけて, 続き
			ScrollDownIntent: 下 (へ|に) スクロール [して], 下にスクロール, スクロールダウン
			ScrollLeftIntent: 左 (へ|に) スクロール [して]
			ScrollRightIntent: 右 (へ|に) スクロール [して]
			ScrollUpIntent: 上 (へ|に) スクロール [して], スクロールアップ
			SelectIntent: {ListPosition} [番|つ目|番目] を (選んで|選択 [して]|見せて|選ぶ), {ListPosition} (つ目|番目)
			ShuffleOffIntent: シャッフル (オフ|を止めて|を解除 [して]|解除)
			ShuffleOnIntent: シャッフル [オン|して|再生]
			StartOverIntent: 最初から [やり直して|始めて|もう一度|やり直す], やり直し [て], はじめから, リセット
			StopIntent: ストップ, 停止 [して], 止めて, とめて, やめて, 終わり, おわり, 終了 [して], 終わって, もういい, 静かにして
			YesIntent: はい, うん, ええ, そう, そうです, そうだ, イエス, オーケー, オッケー, ok, いいよ, いいです, お願い [します], もちろん, 正解, その通り, 合ってる, わかった`),
		exits: anyOf("exit\n(スキル|ゲーム) を (終了 [して]|閉じて|終わって)"),
		invocations: join(
			invocations(`
				{name} (を|の) (開いて|ひらいて|起動|起動して|始めて|はじめて|始める|開始|開始して|スタート|スタートして|使って|つかって|再生|再生して|かけて|流して|実行|実行して|つけて|再開|再開して|呼び出して|呼んで|お願い|立ち上げて)
				{name} (に|と) (繋いで|つないで|話して|話したい|話しかけて|言って)
				{name} (起動|開始|スタート|オープン)
				{name}
				open {name}`, launch),
			invocations(v.Replace(`
				{name} (で|に|を使って|を開いて|から|を起動して) {rest} [と|って|を|か|かを] {ask}
				{rest} (を|と|って|か|かを) {name} (に|で) {ask}
				{name} (で|に|を使って|を開いて|から|を起動して|の) {rest}`), oneShot),
			invocations(`{name} {rest}`, oneShot),
		),
	}
}

// weekdayIn is the day of the week n weeks from this one.
func weekdayIn(n int) meaning {
	return func(v *values, now time.Time) (string, bool) {
		fromMonday := func(day int) int { return (day + 6) % 7 }
		days := fromMonday(v.get(captureWeekday)) - fromMonday(int(now.Weekday()))
		return isoDate(now.AddDate(0, 0, days+7*n)), true
	}
}

// kanjiNumbers reads the whole numbers that start at word i and are written with
// Chinese signs, digits, or both: 二十三, 2万5千, 二〇二六.
func kanjiNumbers(n *numerals, t *text, i int) []ending {
	var out []ending
	var total, group, digit int64 // closed by 万 and above; by 十, 百, 千; the last digits
	given, positional := false, false
	below, groupBelow := int64(maxNumber), int64(10000)
	for ; i < len(t.words) && len(out) < 32; i++ {
		w := t.words[i].fold
		value, isDigit := n.small[w]
		if arabic, ok := n.digits(w); ok && !given {
			digit, given, positional = arabic, true, false
		} else if isDigit && (!given || positional) && digit < 1e9 {
			digit, given, positional = digit*10+value, true, true
		} else if power := map[string]int64{"十": 10, "百": 100, "千": 1000}[w]; power > 0 && power < groupBelow && digit < 1e9 {
			if !given {
				digit = 1
			}
			group += digit * power
			digit, given, positional, groupBelow = 0, false, false, power
		} else if power := map[string]int64{"万": 1e4, "億": 1e8, "兆": 1e12}[w]; power > 0 && power < below && (given || group > 0) && group+digit < 1e9 {
			total += (group + digit) * power
			group, digit, given, positional = 0, 0, false, false
			below, groupBelow = power, 10000
		} else {
			break
		}
		if value := total + group + digit; value < maxNumber && value >= 0 {
			out = append(out, ending{i + 1, value})
		} else {
			break
		}
	}
	return out
}

package nlu

import (
	"strings"
	"time"
)

func portuguese() *language {
	tens := []string{"", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"}
	units := []string{"", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"}
	small, longest := smallNumbers(
		"zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
		func(n int) string {
			switch {
			case n < 20:
				return ""
			case n%10 == 0:
				return tens[n/10]
			case n%10 == 1:
				return tens[n/10] + " e um/" + tens[n/10] + " e uma"
			case n%10 == 2:
				return tens[n/10] + " e dois/" + tens[n/10] + " e duas"
			}
			return tens[n/10] + " e " + units[n%10]
		})
	hundreds := map[string]int64{"cem": 100, "cento": 100}
	for phrase, n := range listed(2, "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent") {
		hundreds[phrase+"os"], hundreds[phrase+"as"] = int64(n)*100, int64(n)*100
	}
	v := strings.NewReplacer(
		"{start}", "(abra|abre|abrir|inicie|inicia|iniciar|comece|começa|começar|lance|rode|jogue|jogar|use|usar|utilize|carregue|execute|toque|continue|ative|vá para|(fale|falar|fala|conversar|converse) com)",
		"{please}", "[por favor] [(você (pode|poderia)|pode|poderia)|(eu) (quero|gostaria de)|quero|gostaria de|vamos] [por favor]")
	return &language{
		and:       set("e ou"),
		ampersand: "e",
		articles:  set("o a os as um uma uns umas meu minha"),
		before:    anyOf(wakeWords + "\n[por favor|é|hum|bom|então|oi]\n[você] (pode|poderia)"),
		after:     anyOf("por favor\n[muito] (obrigado|obrigada)"),
		plural:    "s",
		numerals: numerals{
			small: small, longest: longest, hundreds: hundreds,
			powers: map[string]int64{"mil": 1e3, "milhao": 1e6, "milhoes": 1e6, "bilhao": 1e9, "bilhoes": 1e9},
			and:    set("e"), minus: set("menos"), point: set("vírgula ponto"), group: '.', decimal: ',',
		},
		ordinalList: listed(1, "primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta sétimo/sétima oitavo/oitava nono/nona décimo/décima"),
		months:      listed(1, "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
		weekdays:    listed(0, "domingo segunda_feira/segunda terça_feira/terça quarta_feira/quarta quinta_feira/quinta sexta_feira/sexta sábado"),
		seasons:     listed(0, "primavera verão outono inverno"),
		units:       listed(0, "segundo/segundos minuto/minutos hora/horas dia/dias semana/semanas quinzena/quinzenas mês/meses ano/anos década/décadas"),
		parts:       listed(0, "manhã tarde anoitecer noite"),
		halves:      listed(0, "da_manhã/da_madrugada/de_manhã da_tarde/de_tarde da_noite/de_noite/à_noite"),
		dates: []rule{
			means("agora", presentRef),
			means("hoje [à noite|de manhã|à tarde]\nesta (manhã|tarde|noite)", day(0)), means("amanhã [de manhã|à tarde|à noite]", day(1)), means("ontem [à noite]", day(-1)), means("depois de amanhã", day(2)), means("anteontem\nantes de ontem", day(-2)),
			means("[na|no|nesta|neste|esta|este] {weekday}", weekdayOn(0)), means("[na|no] (próxima|próximo) {weekday}\n[na|no] {weekday} que vem", weekdayOn(1)), means("[na|no] {weekday} passada\n[na|no] {weekday} passado\n[na] última {weekday}", weekdayOn(-1)),
			means("[no] [{weekday}] [dia] {day} de {month} [[de] {year}]\n[no] dia {day}", dayOfMonth),
			means("(esta|nesta) semana", week(0)), means("[na] (próxima semana|semana que vem)", week(1)), means("[na] semana passada", week(-1)),
			means("[neste|este|no] (fim de semana|final de semana)", weekend(0)), means("[no] (próximo (fim|final) de semana|(fim|final) de semana que vem)", weekend(1)), means("[no] (fim|final) de semana passado", weekend(-1)),
			means("(este|neste) mês", month(0)), means("[no] (próximo mês|mês que vem)", month(1)), means("[no] mês passado", month(-1)),
			means("(este|neste) trimestre", quarter(0)), means("[no] próximo trimestre", quarter(1)), means("[no] trimestre passado", quarter(-1)),
			means("(este|neste) ano", year(0)), means("[no] (próximo ano|ano que vem)", year(1)), means("[no] ano passado", year(-1)),
			means("(esta|nesta) década", decade(0)), means("[na] próxima década", decade(1)),
			means("[este|neste|nesta|esta|no|na] {season} [de {year}]", season(0)), means("[no|na] (próximo|próxima) {season}", season(1)), means("[no|na] {season} (passado|passada)", season(-1)),
			means("[em|neste] {month} [de {year}]", monthOf), means("[no] próximo {month}", nextMonthOf), means("[em] {month} passado", lastMonthOf),
			means("[em] [no ano de] {year}", yearOf),
			means("(em|daqui a) {num} {unit}", away(1)), means("{num} {unit} atrás\nhá {num} {unit}", away(-1)),
			means("[no] natal [de {year}]", fixedDay(time.December, 25)), means("[na] véspera de natal", fixedDay(time.December, 24)), means("[na] véspera de ano novo\n[no] réveillon", fixedDay(time.December, 31)),
			means("[no] [dia de] ano novo", fixedDay(time.January, 1)),
		},
		times: []rule{
			means("agora", currentTime), means("[ao] meio dia", at(12, 0)), means("[à] meia noite", at(0, 0)), means("[ao] meio dia e meia", at(12, 30)),
			means("[esta|nesta|de|da|à|na|hoje à] {part}", partOfDay),
			means("[à|às] {hour} [hora|horas|h] [em ponto] [{half}]\n[à|às] {hour} [hora|horas|h] [e] {min} [minutos] [{half}]", onTheHour(0)), means("[à|às] {clock} [{half}]", clockFace),
			means("[à|às] {hour} [horas] e meia [{half}]", onTheHour(30)), means("[à|às] {hour} [horas] e (quinze|um quarto) [{half}]", onTheHour(15)),
			means("[um] quarto para [a|as|à|às] {hour} [{half}]", beforeTheHour(15)), means("{min} [minutos] para [a|as|à|às] {hour} [{half}]", beforeTheHour(0)),
		},
		durations: []durationRule{
			lasts("{num} {unit}", counted(0)), lasts("{num} {unit} e (meia|meio)", counted(2)), lasts("(meia|meio) {unit}", quartersOf(2)),
			lasts("[um] quarto de {unit}", quartersOf(1)), lasts("três quartos de {unit}", quartersOf(3)),
		},
		joins: anyOf("e"),
		intents: table(`
			CancelIntent: cancelar, cancela, cancele [isso], esquece, esqueça, deixa (pra lá|para lá)
			HelpIntent: ajuda, ajude me, me (ajuda|ajude), (você pode|pode) me ajudar, preciso de ajuda, o que [eu] posso (dizer|falar|fazer), como funciona
			LoopOffIntent: (desativar|desative|desliga|desligar) [o] (loop|modo de repetição), loop desligado
			LoopOnIntent: loop, (ativar|ative|liga|ligar) [o] (loop|modo de repetição)
			MoreIntent: mais, (mostre|mostra|me mostre) mais, conte [me] mais, mais (detalhes|informações), o que mais
			NavigateHomeIntent: início, [tela] inicial, (ir|vá|volte|voltar) para (o início|a tela inicial), página inicial
			NavigateSettingsIntent: configurações, (abra|vá para|abrir) [as] configurações
			NextIntent: próximo, próxima, seguinte, [a|o] (próxima|próximo) [música|página|faixa], pular, pula [essa], avançar, avance
			NoIntent: não, não obrigado, não obrigada, de jeito nenhum, claro que não, nunca, negativo, acho que não, melhor não
			PageDownIntent: página (abaixo|para baixo)
			PageUpIntent: página (acima|para cima)
			PauseIntent: pausa, pausar, pause, espere
			PreviousIntent: anterior, [a|o] anterior, [música|página|faixa] anterior, voltar, volta, volte
			RepeatIntent: repetir, repete, repita [isso], (você pode|pode) repetir, de novo, outra vez, [mais] uma vez, o que você disse, como
			ResumeIntent: continuar, continue, continua, retomar, prosseguir, prossiga
			ScrollDownIntent: (rolar|role|rola) [para] baixo
			ScrollLeftIntent: (rolar|role|rola) [para] [a] esquerda
			ScrollRightIntent: (rolar|role|rola) [para] [a] direita
			ScrollUpIntent: (rolar|role|rola) [para] cima
			SelectIntent: (selecione|escolha|escolher|mostre) [o número|a opção|número] {ListPosition}, (selecione|escolha|mostre) (o|a) {ListPosition}, (o|a) {ListPosition}, número {ListPosition}
			ShuffleOffIntent: (desativar|desative|desliga|desligar) [o] (modo aleatório|aleatório)
			ShuffleOnIntent: [modo] aleatório, (ativar|ative|liga|ligar) [o] (modo aleatório|aleatório), embaralhar, embaralhe
			StartOverIntent: (começar|comece|começa) de novo, recomeçar, recomece, reiniciar, reinicie, do (início|começo)
			StopIntent: parar, pare, para, chega, stop, encerrar, encerre, terminar, termine, fim, silêncio, cala a boca, desligar, é só isso
			YesIntent: sim, sim por favor, claro, claro que sim, com certeza, ok, okay, tá [bom], está bem, certo, correto, exato, isso [mesmo], pode ser, quero, beleza, perfeito`),
		exits: anyOf("exit\nsair [da skill|do jogo]\nsaia [da skill|do jogo]\n(fechar|feche) (a skill|o jogo)"),
		invocations: join(
			invocations(v.Replace(`
				{please} {start} [a|o|as|os] [skill|jogo] {name}
				{please} (pergunte|pergunta|peça|diga) [a|à|ao|para|pra|pro] [a|o] {name}
				[a|o|as|os] {name}`), launch),
			invocations(v.Replace(`
				{please} (pergunte|pergunta|perguntar) [a|à|ao|para|pra|pro] [a|o] {name} (sobre|se|por|qual é) {rest}
				{please} (diga|diz|dizer|peça|pede|pedir|fale|fala) [a|à|ao|para|pra|pro] [a|o] {name} (que|para|pra|por) {rest}
				{please} (pergunte|pergunta|perguntar|diga|diz|dizer|peça|pede|pedir) [a|à|ao|para|pra|pro] [a|o] {name} {rest}
				{please} (procure|busque|pesquise) (em|na|no) {name} {rest}
				{please} {start} [a|o|as|os] {name} (e|para|pra) {rest}
				{please} {start} [a|o|as|os] {name} {rest}`), oneShot),
			invocations(v.Replace(`
				{please} {rest} (com|em|na|no|de|da|do|usando|pelo|pela|através de) [a|o] {name}
				[a|o|as|os] {name} {rest}`), oneShot),
		),
	}
}

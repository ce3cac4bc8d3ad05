package nlu

import (
	"strings"
	"time"
)

func spanish() *language {
	tens := []string{"", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"}
	units := []string{"", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"}
	small, longest := smallNumbers(
		"cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "+
			"veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
		func(n int) string {
			switch {
			case n < 30:
				return ""
			case n%10 == 0:
				return tens[n/10]
			case n%10 == 1:
				return tens[n/10] + " y uno/" + tens[n/10] + " y un/" + tens[n/10] + " y una"
			}
			return tens[n/10] + " y " + units[n%10]
		})
	hundreds := map[string]int64{"cien": 100, "ciento": 100}
	for phrase, n := range listed(2, "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient") {
		hundreds[phrase+"os"], hundreds[phrase+"as"] = int64(n)*100, int64(n)*100
	}
	v := strings.NewReplacer(
		"{start}", "(abre|abrir|lanza|inicia|iniciar|empieza|comienza|arranca|ejecuta|juega [a|al]|jugar [a|al]|usa|utiliza|usar|carga|reanuda|activa|pon|entra en|(habla|hablar) con)",
		"{please}", "[por favor] [(puedes|podrías)|(quiero|quisiera|me gustaría)] [por favor]")
	return &language{
		and:       set("y e o u"),
		ampersand: "y",
		articles:  set("el la los las lo un una unos unas mi mis algo"),
		before:    anyOf(wakeWords + "\n[por favor|eh|em|bueno|pues|oye]\n(puedes|podrías|me puedes)"),
		after:     anyOf("por favor\n[muchas] gracias"),
		plural:    "s",
		numerals: numerals{
			small: small, longest: longest, hundreds: hundreds,
			powers: map[string]int64{"mil": 1e3, "millón": 1e6, "millon": 1e6, "millones": 1e6},
			minus:  set("menos"), point: set("coma punto"), group: '.', decimal: ',',
		},
		ordinalList: listed(1, "primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima undécimo/undécima duodécimo/duodécima"),
		months:      listed(1, "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"),
		weekdays:    listed(0, "domingo lunes martes miércoles jueves viernes sábado"),
		seasons:     listed(0, "primavera verano otoño invierno"),
		units:       listed(0, "segundo/segundos minuto/minutos hora/horas día/días semana/semanas quincena/quincenas mes/meses año/años década/décadas"),
		parts:       listed(0, "mañana tarde atardecer noche"),
		halves:      listed(0, "de_la_mañana/de_la_madrugada/a_m/am de_la_tarde/del_mediodía/p_m/pm de_la_noche"),
		dates: []rule{
			means("ahora [mismo]", presentRef),
			means("hoy\nesta (mañana|tarde|noche)", day(0)), means("mañana [por la (mañana|tarde|noche)]", day(1)), means("ayer\nanoche", day(-1)), means("pasado mañana", day(2)), means("(anteayer|antes de ayer)", day(-2)),
			means("[este|el] {weekday}", weekdayOn(0)), means("[el] próximo {weekday}\nel {weekday} (que viene|próximo)", weekdayOn(1)), means("[el] {weekday} pasado\nel último {weekday}", weekdayOn(-1)),
			means("[el] [{weekday}] [día] {day} de {month} [(de|del) {year}]\nel [día] {day}", dayOfMonth),
			means("esta semana", week(0)), means("[la] (próxima semana|semana (que viene|próxima))", week(1)), means("[la] semana pasada", week(-1)),
			means("[este|el] fin de semana", weekend(0)), means("[el] (próximo fin de semana|fin de semana (que viene|próximo))", weekend(1)), means("[el] fin de semana pasado", weekend(-1)),
			means("este mes", month(0)), means("[el] (próximo mes|mes (que viene|próximo))", month(1)), means("[el] mes pasado", month(-1)),
			means("este trimestre", quarter(0)), means("[el] próximo trimestre", quarter(1)), means("[el] trimestre pasado", quarter(-1)),
			means("este año", year(0)), means("[el] (próximo año|año (que viene|próximo))", year(1)), means("[el] año pasado", year(-1)),
			means("esta década", decade(0)), means("[la] próxima década", decade(1)),
			means("[este|esta|en] {season} [de {year}]", season(0)), means("[el|la] (próximo|próxima) {season}", season(1)), means("[el|la] {season} (pasado|pasada)", season(-1)),
			means("[en|este] {month} [(de|del) {year}]", monthOf), means("[el] próximo {month}", nextMonthOf), means("{month} pasado", lastMonthOf),
			means("[en] [el año] {year}", yearOf),
			means("(en|dentro de) {num} {unit}", away(1)), means("hace {num} {unit}", away(-1)),
			means("[en|el día de] navidad [de {year}]", fixedDay(time.December, 25)), means("[en] nochebuena", fixedDay(time.December, 24)), means("[en] nochevieja", fixedDay(time.December, 31)),
			means("[el] [día de] año nuevo", fixedDay(time.January, 1)), means("[el] día de reyes", fixedDay(time.January, 6)),
		},
		times: []rule{
			means("ahora [mismo]", currentTime), means("[al|a] mediodía", at(12, 0)), means("[a] [la] medianoche", at(0, 0)),
			means("[esta|este|por la|en la|de la|la] {part}", partOfDay),
			means("[a] [la|las] {hour} [en punto] [{half}]\n[a] [la|las] {hour} [y|con] {min} [{half}]", onTheHour(0)), means("[a] [la|las] {clock} [{half}]", clockFace),
			means("[a] [la|las] {hour} y cuarto [{half}]", onTheHour(15)), means("[a] [la|las] {hour} y media [{half}]", onTheHour(30)),
			means("[a] [la|las] {hour} menos cuarto [{half}]\n[un] cuarto para [la|las] {hour} [{half}]", beforeTheHour(15)),
			means("[a] [la|las] {hour} menos {min} [{half}]\n{min} para [la|las] {hour} [{half}]", beforeTheHour(0)),
		},
		durations: []durationRule{
			lasts("{num} {unit}", counted(0)), lasts("{num} {unit} y (media|medio)", counted(2)), lasts("(media|medio) {unit}", quartersOf(2)),
			lasts("[un] cuarto de {unit}", quartersOf(1)), lasts("tres cuartos de {unit}", quartersOf(3)), lasts("{num} {unit} y cuarto", counted(1)),
		},
		joins: anyOf("y\ncon"),
		intents: table(`
			CancelIntent: cancelar, cancela [eso|lo], olvídalo, déjalo, da igual
			HelpIntent: ayuda, ayúdame, (puedes|podrías) ayudarme, necesito ayuda, [me puedes] ayudar, qué puedo (decir|hacer), cómo funciona
			LoopOffIntent: (desactiva|desactivar|quita) [el] (bucle|modo repetición|repetir)
			LoopOnIntent: [en] bucle, (activa|activar|pon) [el] (bucle|modo repetición)
			MoreIntent: más, [muestra|muéstrame|dime] más, más (detalles|información), qué más
			NavigateHomeIntent: inicio, (ir|ve|vuelve|volver) (al inicio|a inicio|a la pantalla de inicio), [pantalla] principal
			NavigateSettingsIntent: (ajustes|configuración), (abre|ve a|ir a) (los ajustes|ajustes|la configuración)
			NextIntent: siguiente, [el|la] siguiente [canción|página], próximo, próxima, pasa [a la siguiente], salta [esta], adelante
			NoIntent: no, no gracias, para nada, de ninguna manera, en absoluto, claro que no, ni hablar, mejor no
			PageDownIntent: (página abajo|baja [una] página|página hacia abajo)
			PageUpIntent: (página arriba|sube [una] página|página hacia arriba)
			PauseIntent: pausa, pausar, pon [en] pausa, espera
			PreviousIntent: anterior, [el|la] anterior, [canción|página] anterior, atrás, (vuelve|volver|ve) atrás, regresa, regresar
			RepeatIntent: repite [eso|lo], repetir, repítelo, (puedes|podrías) repetir [lo|eso], otra vez, de nuevo, [dilo] otra vez, qué has dicho, qué dijiste, cómo
			ResumeIntent: reanudar, reanuda, continuar, continúa, sigue, seguir, prosigue
			ScrollDownIntent: (desplaza|desplázate|desliza) [hacia] abajo, baja
			ScrollLeftIntent: (desplaza|desplázate|desliza) [hacia|a] [la] izquierda
			ScrollRightIntent: (desplaza|desplázate|desliza) [hacia|a] [la] derecha
			ScrollUpIntent: (desplaza|desplázate|desliza) [hacia] arriba, sube
			SelectIntent: (selecciona|elige|escoge|muestra) [el número|la opción|número] {ListPosition}, (selecciona|elige|escoge|muestra) (el|la) {ListPosition}, (el|la) {ListPosition}, número {ListPosition}
			ShuffleOffIntent: (desactiva|desactivar|quita) [el] (modo aleatorio|aleatorio)
			ShuffleOnIntent: [modo] aleatorio, (activa|activar|pon) [el] (modo aleatorio|aleatorio), mezcla, mezclar
			StartOverIntent: (empezar|empieza|comenzar|comienza) de nuevo, volver a empezar, vuelve a empezar, reiniciar, reinicia, desde el principio
			StopIntent: para, detente, detener, stop, alto, basta, termina, terminar, acabar, apaga, cállate, silencio, eso es todo, ya está
			YesIntent: sí, sí por favor, claro, claro que sí, por supuesto, vale, ok, okay, de acuerdo, correcto, exacto, así es, desde luego, venga, perfecto, está bien`),
		exits: anyOf("exit\nsalir [de la skill|del juego]\nsal [de la skill|del juego]\n(cierra|cerrar) [la skill|el juego]"),
		invocations: join(
			invocations(v.Replace(`
				{please} {start} [la|el|los|las] [skill|juego] {name}
				{please} (pregunta|preguntar|pregúntale|dile|pide|pídele) (a|al) [la|el] {name}
				[la|el|los|las] {name}`), launch),
			invocations(v.Replace(`
				{please} (pregunta|preguntar|pregúntale) (a|al) [la|el|los|las] {name} (por|si|sobre|acerca de|que) {rest}
				{please} (dile|di|decir|decirle|pide|pídele|pedir|pedirle) (a|al) [la|el|los|las] {name} (que|por|para) {rest}
				{please} (pregunta|preguntar|pregúntale|dile|di|pide|pídele|pedir) (a|al) [la|el|los|las] {name} {rest}
				{please} (busca|buscar) en [la|el] {name} {rest}
				{please} {start} [la|el|los|las] {name} (y|para|por) {rest}
				{please} {start} [la|el|los|las] {name} {rest}`), oneShot),
			invocations(v.Replace(`
				{please} {rest} (con|en|de|desde|usando|utilizando|a través de|mediante) [la|el|los|las] {name}
				[la|el|los|las] {name} {rest}`), oneShot),
		),
	}
}
